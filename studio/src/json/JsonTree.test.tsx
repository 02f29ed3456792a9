// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { JsonTree } from './JsonTree';

afterEach(cleanup);

const link = (name: string) => screen.getByRole('link', { name }).getAttribute('href');

it('leads to a value that the server left out', () => {
  render(<JsonTree payload={{ truncated: true, size: 2_100_000, at: '/api/v1/runs/run_1/steps/all%5B1%5D.same/output' }} name="output" />);

  expect(screen.getByText('2.1 MB, too large to be shown here.')).toBeDefined();
  expect(link('Open')).toBe('/api/v1/runs/run_1/steps/all%5B1%5D.same/output');
  expect(link('Download')).toBe('/api/v1/runs/run_1/steps/all%5B1%5D.same/output?download');
});

it('gives the size alone when the server does not say where the value is', () => {
  render(<JsonTree payload={{ truncated: true, size: 70_000 }} name="output" />);

  expect(screen.getByText('70.0 KB, too large to be shown here.')).toBeDefined();
  expect(screen.queryByRole('link')).toBeNull();
});
