import { useEffect, useRef, type ReactNode, type RefObject } from 'react';

/** A dialog over the page. The browser keeps the focus inside it and closes it on Esc; after, the focus is back where it was. */
export function Overlay({ label, wide = false, onClose, children }: { label: string; wide?: boolean; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useFocusBack(dialog);
  useEffect(() => {
    const mine = dialog.current;
    if (mine?.open === false) mine.showModal();
    const outside = (event: MouseEvent) => {
      if (event.target === mine) onClose();
    };
    mine?.addEventListener('click', outside);
    return () => mine?.removeEventListener('click', outside);
  }, [onClose]);
  return (
    <dialog ref={dialog} className={wide ? 'overlay wide' : 'overlay'} aria-label={label} onClose={onClose}>
      {children}
    </dialog>
  );
}

/** Gives the focus back when a dialog is taken away: the browser does so only for one that is closed. */
function useFocusBack(dialog: RefObject<HTMLElement | null>): void {
  const opener = useRef<Element>(null);
  useEffect(() => {
    opener.current ??= document.activeElement;
    const mine = dialog.current;
    return () => {
      const nowhere = mine?.isConnected === false && document.activeElement === document.body;
      if (nowhere && opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
    };
  }, [dialog]);
}
