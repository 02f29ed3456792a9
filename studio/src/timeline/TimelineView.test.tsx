// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Timeline } from '@/api/schema';
import { TimelineView } from './TimelineView';

afterEach(cleanup);

const at = (s: number) => new Date(Date.UTC(2026, 10, 20) + s * 1000).toISOString();
const timeline = {
  from: at(0),
  to: at(20),
  binMs: 1000,
  lanes: [],
  items: [],
  latency: [],
  providers: [],
  outages: [],
  breakers: [{ provider: 'a', spans: [{ from: at(10), to: at(20), state: 'half_open', admits: 50 }] }],
} as unknown as Timeline;
const head = /^breaker half-open since/;

it('says what the breakers do now while the run goes', () => {
  render(<TimelineView timeline={timeline} running selected={undefined} measured="a" />);
  expect(screen.getByText(head).textContent).toBe('breaker half-open since 10.0 s, admits 50 %');
});

it('says nothing of now once the run is over', () => {
  render(<TimelineView timeline={timeline} running={false} selected={undefined} measured="a" />);
  expect(screen.queryByText(head)).toBeNull();
});

it('tells the lane of a step that waits from that of one that works', () => {
  const lanes = [
    { id: 'ask', from: at(1), done: 0, total: 1 },
    { id: 'call', from: at(1), done: 0, total: 1 },
    { id: 'before', from: at(0), to: at(1), done: 1, total: 1 },
  ];
  const { container } = render(<TimelineView timeline={{ ...timeline, lanes }} running waiting={['ask', 'before']} selected={undefined} measured="a" />);
  expect([...container.querySelectorAll('.gb')].map(({ className }) => className)).toEqual(['gb hold', 'gb run', 'gb']);
});
