import { useEffect } from 'react';

interface Steps {
  /** The open step as text; undefined when none is open. */
  copied: () => string | undefined;
  onCut: () => void;
  onPaste: (text: string) => void;
}

/** Copies, cuts and pastes steps as text, where no field and no selection is meant. */
export function useStepClipboard({ copied, onCut, onPaste }: Steps) {
  useEffect(() => {
    const elsewhere = ({ target }: ClipboardEvent) =>
      (target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')) || document.getSelection()?.isCollapsed === false || document.querySelector('dialog[open]') !== null;
    const take = (event: ClipboardEvent): boolean => {
      const text = elsewhere(event) ? undefined : copied();
      if (text === undefined) return false;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      return true;
    };
    const copy = (event: ClipboardEvent) => void take(event);
    const cut = (event: ClipboardEvent) => {
      if (take(event)) onCut();
    };
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (elsewhere(event) || text.trim() === '') return;
      event.preventDefault();
      onPaste(text);
    };
    document.addEventListener('copy', copy);
    document.addEventListener('cut', cut);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', cut);
      document.removeEventListener('paste', paste);
    };
  });
}
