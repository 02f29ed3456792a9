import { useEffect, useRef, type ReactNode } from 'react';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { usePanelFocus } from '@/design/panelFocus';
import { Sk } from '@/design/Place';

interface Props {
  /** The class of its room. */
  room: string;
  title: string;
  /** An id, in the type of ids. */
  mono?: boolean;
  label: string;
  /** What stands in it; another one takes the focus. */
  shown: string;
  /** Turns once what stands above it on a narrow page is there, and moves it no more. */
  settled?: boolean;
  closing?: string;
  onClose: () => void;
  /** What it can go on to; absent where nothing stands beside it. */
  step?: { what: string; by: (by: number) => void };
  meta?: ReactNode;
  children: ReactNode;
}

/** A panel beside a list: its title, a way to the neighbours, and what closes it. `Esc` closes, `[` and `]` step. */
export function Side({ room, title, mono = false, label, shown, settled = true, closing = 'Close panel', onClose, step, meta, children }: Props) {
  const place = useRef<HTMLElement>(null);
  usePanelFocus(place, shown);
  useEffect(() => {
    if (matchMedia('(max-width: 1230px)').matches) place.current?.scrollIntoView();
  }, [shown, settled]);
  const go = step?.by;
  useEffect(() => {
    const undo = [onKey('Escape', onClose), onKey(']', () => go?.(1)), onKey('[', () => go?.(-1))];
    return () => undo.forEach((stop) => stop());
  }, [onClose, go]);
  return (
    <aside className={`side closable ${room}`} aria-label={label} ref={place}>
      <header>
        <div className="title">
          <h2 tabIndex={-1} dir="auto" className={mono ? 'mono' : undefined}>
            {title}
          </h2>
          {step === undefined ? null : (
            <>
              <button type="button" className="ghost" aria-label={`Previous ${step.what}`} onClick={() => step.by(-1)}>
                <Icon name="up" />
              </button>
              <button type="button" className="ghost" aria-label={`Next ${step.what}`} onClick={() => step.by(1)}>
                <Icon name="down" />
              </button>
            </>
          )}
          <CloseSide label={closing} onClose={onClose} />
        </div>
        {meta === undefined ? null : <div className="meta">{meta}</div>}
      </header>
      {children}
    </aside>
  );
}

/** What closes a panel: a cross, and on a phone, where the panel is the page, the way back in front of its title. */
export function CloseSide({ label = 'Close panel', onClose }: { label?: string; onClose: () => void }) {
  return (
    <button type="button" className="ghost closes" aria-label={label} onClick={onClose}>
      <Icon name="close" />
      <Icon name="left" />
    </button>
  );
}

/** A panel whose answer is awaited. */
export function SideSkeleton() {
  return (
    <div className="body">
      {[240, 180, 200, 140, 220].map((width) => (
        <p key={width} className="py-2">
          <Sk width={width} />
        </p>
      ))}
    </div>
  );
}
