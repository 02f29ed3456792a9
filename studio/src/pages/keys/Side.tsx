import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { usePanelFocus } from '@/design/panelFocus';

/** A panel of this room: its title, a way to the neighbours, and what closes it. */
export function Side({ title, label, shown, closing = 'Close panel', onClose, onStep, meta, children }: { title: string; label: string; shown: string; closing?: string; onClose: () => void; onStep?: (by: number) => void; meta?: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLElement>(null);
  usePanelFocus(place, shown);
  useEffect(() => {
    if (matchMedia('(max-width: 1230px)').matches) place.current?.scrollIntoView();
  }, [shown]);
  useEffect(() => {
    const undo = [onKey('Escape', onClose), onKey(']', () => onStep?.(1)), onKey('[', () => onStep?.(-1))];
    return () => undo.forEach((stop) => stop());
  }, [onClose, onStep]);
  return (
    <aside className="side of-key" aria-label={label} ref={place}>
      <header>
        <div className="title">
          <h2 tabIndex={-1}>{title}</h2>
          {onStep === undefined ? null : (
            <>
              <button type="button" className="ghost" aria-label="Previous key" onClick={() => onStep(-1)}>
                <Icon name="up" />
              </button>
              <button type="button" className="ghost" aria-label="Next key" onClick={() => onStep(1)}>
                <Icon name="down" />
              </button>
            </>
          )}
          <button type="button" className="ghost" aria-label={closing} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        {meta === undefined ? null : <div className="meta">{meta}</div>}
      </header>
      {children}
    </aside>
  );
}
