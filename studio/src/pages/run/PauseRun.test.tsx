// @vitest-environment jsdom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Paused, PauseRun } from './PauseRun';

afterEach(cleanup);

const paused = { by: 'ann', at: '2026-01-01T00:00:00Z' };

function show(run: Parameters<typeof PauseRun>[0]['run']) {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <PauseRun run={run} />
      <Paused run={run} />
    </QueryClientProvider>,
  );
}

it('pauses a run that goes on', () => {
  show({ id: 'run_1', workflow: 'refund' });
  expect(screen.getByRole('button').textContent).toBe('Pause');
  expect(screen.queryByRole('status')).toBeNull();
});

it('tells who has paused a run, and lets it go on', () => {
  show({ id: 'run_1', workflow: 'refund', paused });
  expect(screen.getByRole('button').textContent).toBe('Resume');
  expect(screen.getByRole('status').textContent).toContain('Paused by ann since 20');
});
