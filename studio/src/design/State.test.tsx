// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { StateIcon } from './State';

afterEach(cleanup);

it('is said where no word stands beside it', () => {
  render(
    <button>
      <StateIcon of="waiting" />
      <b>classify</b>
    </button>,
  );
  expect(screen.getByRole('button', { name: 'waiting classify' })).toBeDefined();
});

it('is not said twice', () => {
  render(
    <button>
      <StateIcon of="queued" bare />
      <b>classify</b> <span>queued</span>
    </button>,
  );
  expect(screen.getByRole('button', { name: 'classify queued' })).toBeDefined();
});
