// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { clockSaid } from '@/api/clock';
import { Ago } from './Marks';
import { useNowHere } from './now';

const here = Date.UTC(2026, 10, 20, 12);

function Here() {
  return <p>{useNowHere() - here}</p>;
}

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it('counts from the clock of the server, whatever the clock of the reader says', () => {
  vi.useFakeTimers({ now: here });
  clockSaid(here + 180_000, here);
  render(
    <>
      <Ago at={new Date(here + 160_000).toISOString()} />
      <Here />
    </>,
  );
  expect(screen.getByText('20 s ago')).toBeDefined();
  expect(screen.getByText('0')).toBeDefined();
});
