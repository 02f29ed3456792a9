// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Run } from '@/api/schema';
import { FactsStrip } from './FactsStrip';

afterEach(cleanup);

const show = (state: Run['state'], done: number) => {
  const steps = [{ node: 1, type: 'each', running: 16 }];
  const at = '2026-11-20T12:00:00Z';
  const run = { id: 'run_1', state, progress: { done, total: 502 }, steps, definition: { steps: [] }, providers: [], cost: { amount: '0', currency: 'USD' }, startedBy: { door: 'cli', name: '' }, startedAt: at, createdAt: at, durationMs: 7 };
  render(<FactsStrip run={run as unknown as Run} timeline={undefined} />);
};

describe('the progress of a run', () => {
  it('has a bar while it goes', () => {
    show('running', 312);
    expect(screen.getByRole('img', { name: '312 of 502 done, 16 running' })).toBeDefined();
  });

  it('has a bar where it stopped half way', () => {
    show('failed', 312);
    expect(screen.getByRole('img', { name: '312 of 502 done' })).toBeDefined();
  });

  it('has no bar once it is done', () => {
    show('succeeded', 502);
    expect(screen.queryByRole('img')).toBeNull();
  });
});

it('tells when a run begins that waits for other starts', () => {
  const at = '2099-11-20T12:00:00Z';
  const run = { id: 'run_1', state: 'queued', progress: { done: 0, total: 1 }, steps: [], definition: { steps: [] }, providers: [], cost: { amount: '0', currency: 'USD' }, startedBy: { door: 'cli', name: '' }, createdAt: at, begins: at, durationMs: 0 };
  render(<FactsStrip run={run as unknown as Run} timeline={undefined} />);
  expect(screen.getByTitle('Unless another start comes by then').textContent).toMatch(/^begins in /);
});
