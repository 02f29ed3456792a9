// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { heard, lost } from '@/api/connection';
import { LiveLine } from './LiveLine';
import { streamHeard, streamIs } from './stream';

const now = Date.UTC(2026, 10, 20);

beforeEach(() => {
  vi.useFakeTimers({ now });
  heard(now - 400);
});

afterEach(() => {
  cleanup();
  streamIs();
  vi.useRealTimers();
});

it('tells the age of the last answer', () => {
  render(<LiveLine />);
  expect(screen.getByText('0.4 s ago').parentElement?.textContent).toBe('live 0.4 s ago');
});

it('tells the age of the live stream where a run is followed, whatever else answers', () => {
  streamHeard(now - 7_000);
  render(<LiveLine />);
  expect(screen.getByText('7.0 s ago')).toBeDefined();
});

it('says that figures are asked for while the stream is broken', () => {
  streamIs({ tries: 1, heardAt: now - 7_000 });
  render(<LiveLine />);
  expect(screen.getByText('0.4 s ago').parentElement?.textContent).toBe('every 2 s 0.4 s ago');
});

it('says that it is not live once the line is lost', () => {
  lost(now);
  render(<LiveLine />);
  expect(screen.getByText('0.4 s ago').parentElement?.textContent).toBe('not live 0.4 s ago');
});
