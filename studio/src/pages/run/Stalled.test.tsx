// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Stalled } from './Stalled';

afterEach(cleanup);

it('says why a run that cannot be read back stands still', () => {
  render(<Stalled run={{ stalled: { code: 'internal', message: 'event 7 of the journal cannot be read' } }} />);
  expect(screen.getByRole('alert').textContent).toBe('Not carried on event 7 of the journal cannot be read internal');
});

it('says nothing of any other run', () => {
  render(<Stalled run={{}} />);
  expect(screen.queryByRole('alert')).toBeNull();
});
