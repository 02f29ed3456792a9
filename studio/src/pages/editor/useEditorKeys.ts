import { useEffect } from 'react';

/** Ctrl Z and Ctrl Shift Z outside of a field that undoes by itself, Ctrl S, F8. */
export function useEditorKeys({ undo, redo, save, next }: { undo: (() => void) | undefined; redo: (() => void) | undefined; save: () => void; next: () => void }) {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const control = event.ctrlKey || event.metaKey;
      const field = event.target instanceof HTMLElement && ['INPUT', 'TEXTAREA', 'SELECT'].includes(event.target.tagName);
      const letter = event.key.toLowerCase();
      const act = control && letter === 's' ? save : event.key === 'F8' ? next : control && letter === 'z' && !field ? (event.shiftKey ? redo : undo) : undefined;
      if (act === undefined || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', hear);
    return () => window.removeEventListener('keydown', hear);
  });
}
