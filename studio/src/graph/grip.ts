import type { PointerEvent as Pressed } from 'react';

/** How far a pointer goes with its button held before it drags. */
const slack = 5;

/** Waits whether a pressed pointer begins to drag; a click that would follow the drag is not heard. Fingers scroll, so they do not drag. */
export function gripped(pressed: Pressed, onDrag: () => void): void {
  if (pressed.button !== 0 || pressed.pointerType === 'touch') return;
  const { clientX, clientY } = pressed;
  const move = (event: PointerEvent) => {
    if (Math.hypot(event.clientX - clientX, event.clientY - clientY) < slack) return;
    end();
    window.addEventListener('pointerup', () => swallowClick(), { once: true });
    onDrag();
  };
  const end = () => {
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', end);
    window.removeEventListener('pointercancel', end);
  };
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', end);
  window.addEventListener('pointercancel', end);
}

function swallowClick() {
  const swallow = (event: MouseEvent) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener('click', swallow, { capture: true, once: true });
  // Where the button is let go over another element, no click follows.
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
}
