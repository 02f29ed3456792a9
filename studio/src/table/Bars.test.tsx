// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Bars } from './Bars';
import type { Volume } from './volume';

const volume: Volume = {
  binMs: 900_000,
  bins: [0, 15, 30, 45].map((minute) => ({ from: new Date(Date.UTC(2026, 10, 20, 0, minute)).toISOString(), total: 1, failed: 0, running: 0 })),
};

const onSpan = vi.fn();

/** The bars, 400 pixels wide. */
function bars() {
  render(<Bars volume={volume} what="Runs started" failed="failed" endsNow onSpan={onSpan} />);
  const image = screen.getByRole('img');
  image.getBoundingClientRect = () => new DOMRect(0, 0, 400, 44);
  Object.assign(image, { setPointerCapture: () => undefined });
  return image;
}

beforeEach(() => {
  vi.stubGlobal('PointerEvent', MouseEvent);
  vi.stubGlobal('DOMRect', class { constructor(readonly left: number, readonly top: number, readonly width: number, readonly height: number) {} });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  onSpan.mockReset();
});

it('narrows the time to what was dragged over', () => {
  const image = bars();
  fireEvent.pointerDown(image, { clientX: 150 });
  fireEvent.pointerMove(image, { clientX: 250 });
  fireEvent.pointerUp(image);
  expect(onSpan).toHaveBeenCalledWith('2026-11-20T00:15:00Z', '2026-11-20T00:45:00Z');
});

it('forgets a drag that the system took away', () => {
  const image = bars();
  fireEvent.pointerDown(image, { clientX: 150 });
  fireEvent.pointerCancel(image);
  fireEvent.pointerMove(image, { clientX: 350 });
  fireEvent.pointerUp(image);
  expect(onSpan).not.toHaveBeenCalled();
});
