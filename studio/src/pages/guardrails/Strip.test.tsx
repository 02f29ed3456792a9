// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { ApiFailure } from '@/api/failure';
import { Strip } from './Strip';

afterEach(cleanup);

it('tells why what rules found is not told', () => {
  render(<Strip of={undefined} error={new ApiFailure('Forbidden', 'no right to read decisions', 'forbidden', 'caller', false, 403)} />);
  expect(screen.getByRole('alert').textContent).toContain('What rules found is not told. no right to read decisions forbidden');
});

it('tells of nothing where nothing failed', () => {
  render(<Strip of={undefined} error={null} />);
  expect(screen.queryByRole('alert')).toBeNull();
});
