import { useEffect, useRef, type ReactNode } from 'react';

/** A dialog over the page. The browser keeps the focus inside it, gives it back after, and closes it on Esc. */
export function Overlay({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null);
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
    <dialog ref={dialog} className="overlay" aria-label={label} onClose={onClose}>
      {children}
    </dialog>
  );
}
