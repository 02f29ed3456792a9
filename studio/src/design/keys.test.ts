// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import { onKey } from './keys';

let undo = (): void => undefined;
let pressed = 0;

function press(key: string, on: EventTarget = document.body, init: KeyboardEventInit = {}) {
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }));
}

describe('a key of the page', () => {
  afterEach(() => {
    undo();
    pressed = 0;
    document.body.replaceChildren();
  });

  it('acts, in either case', () => {
    undo = onKey('f', () => pressed++);
    press('f');
    press('F');
    expect(pressed).toBe(2);
  });

  it('is left alone while somebody types', () => {
    undo = onKey('f', () => pressed++);
    const input = document.body.appendChild(document.createElement('input'));
    press('f', input);
    expect(pressed).toBe(0);
  });

  it('is left alone with a modifier', () => {
    undo = onKey('f', () => pressed++);
    press('f', document.body, { ctrlKey: true });
    expect(pressed).toBe(0);
  });

  it('is left alone while a dialog is open, wherever the focus is', () => {
    undo = onKey('f', () => pressed++);
    const dialog = document.body.appendChild(document.createElement('dialog'));
    dialog.open = true;
    press('f');
    expect(pressed).toBe(0);
    dialog.open = false;
    press('f');
    expect(pressed).toBe(1);
  });

  it('stops when it is taken off', () => {
    undo = onKey('f', () => pressed++);
    undo();
    press('f');
    expect(pressed).toBe(0);
  });
});
