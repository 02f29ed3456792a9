import { useEffect, useRef, type RefObject } from 'react';

const main = () => document.getElementById('main');

/** What holds the focus, unless it is nothing or the page as a whole. */
function holder(): HTMLElement | undefined {
  const { activeElement: at } = document;
  return at instanceof HTMLElement && at !== document.body && at !== main() ? at : undefined;
}

/**
 * Takes the focus into a panel when something on the page opens it, keeps it there when what is shown takes the place
 * of what was focused, and gives it back to what opened the panel when it closes. `shown` is what the panel holds.
 */
export function usePanelFocus(panel: RefObject<HTMLElement | null>, shown: string): void {
  const opener = useRef<HTMLElement>(undefined);
  const before = useRef<string>(undefined);
  useEffect(() => {
    const at = holder();
    const opened = at !== undefined && panel.current?.contains(at) !== true;
    if (opened) opener.current = at;
    const replaced = before.current !== undefined && before.current !== shown && at === undefined;
    before.current = shown;
    if (opened || replaced) panel.current?.querySelector('h2')?.focus({ preventScroll: true });
  }, [panel, shown]);
  useEffect(
    () => () => {
      if (holder() !== undefined) return;
      const back = opener.current?.isConnected === true ? opener.current : main();
      back?.focus({ preventScroll: true });
    },
    [],
  );
}
