/** Keys of the whole page. A key pressed while typing, or with a modifier, is not ours. */
export function onKey(key: string, act: (event: KeyboardEvent) => void): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== key.toLowerCase() || !isFree(event)) return;
    event.preventDefault();
    act(event);
  };
  window.addEventListener('keydown', listener);
  return () => window.removeEventListener('keydown', listener);
}

/** Whether no field and no dialog has the keyboard, no modifier is held, and nobody handled the key before. */
export function isFree(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false;
  // A click on the text of a dialog leaves the focus on the page behind it.
  if (document.querySelector('dialog[open]') !== null) return false;
  const target = event.target;
  if (!(target instanceof HTMLElement)) return true;
  if (event.key === ' ' && target.closest('button, summary, [role=button]') !== null) return false;
  return !target.isContentEditable && !['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) && target.closest('dialog') === null;
}
