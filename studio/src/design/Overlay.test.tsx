// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { StrictMode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Overlay } from './Overlay';

beforeEach(() => {
  // The test's document has no modal dialogs.
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
    this.querySelector('button')?.focus();
  };
});
afterEach(cleanup);

const page = (over?: string) => (
  <StrictMode>
    <button>opener</button>
    {over === undefined ? null : (
      <Overlay key={over} label={over} onClose={vi.fn()}>
        <button>in {over}</button>
      </Overlay>
    )}
  </StrictMode>
);
const focused = () => document.activeElement?.closest('button')?.textContent;

it('gives the focus back when it is taken away', () => {
  const { rerender } = render(page());
  screen.getByText('opener').focus();
  rerender(page('palette'));
  expect(focused()).toBe('in palette');
  rerender(page());
  expect(focused()).toBe('opener');
});

it('gives the focus back past a dialog that took its place', () => {
  const { rerender } = render(page());
  screen.getByText('opener').focus();
  rerender(page('palette'));
  rerender(page('keys'));
  expect(focused()).toBe('in keys');
  rerender(page());
  expect(focused()).toBe('opener');
});
