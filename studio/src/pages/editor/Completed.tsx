import { useQuery } from '@tanstack/react-query';
import { useId, useState, type KeyboardEvent, type RefObject } from 'react';
import { Id } from '@/design/Marks';
import { inShort, offers, taken, wordAt, type Offered } from './completion';
import type { RunValues } from './lastValues';
import { valueAt } from './values';

type Text = HTMLInputElement | HTMLTextAreaElement;

interface Props {
  field: RefObject<Text | null>;
  text: string;
  names: Readonly<Record<string, string>>;
  onText: (text: string) => void;
}

/** The names that fit what is written in a field: arrows choose one, Tab or Enter takes it, Esc leaves it. */
export function useCompletion({ field, text, names, onText }: Props) {
  const id = useId();
  const [caret, setCaret] = useState<number>();
  const [at, setAt] = useState(0);
  const word = caret === undefined ? undefined : wordAt(text, caret);
  const found = word === undefined ? [] : offers(names, word.text);
  const chosen = found[Math.min(at, found.length - 1)];
  const look = () => {
    setCaret(field.current?.selectionStart ?? undefined);
    setAt(0);
  };
  const take = (offer: Offered) => {
    if (word === undefined) return;
    const next = taken(text, word, offer.path);
    onText(next.text);
    setCaret(next.caret);
    setAt(0);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  /** Whether the key was one of the list. */
  const key = (event: KeyboardEvent): boolean => {
    if (chosen === undefined) return false;
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const takes = (event.key === 'Tab' && !event.shiftKey) || event.key === 'Enter';
    if (by === 0 && !takes && event.key !== 'Escape') return false;
    event.preventDefault();
    event.stopPropagation();
    if (by !== 0) setAt(Math.max(0, Math.min(found.length - 1, at + by)));
    else if (takes) take(chosen);
    else setCaret(undefined);
    return true;
  };
  const listed = { 'aria-autocomplete': 'list', 'aria-controls': chosen === undefined ? undefined : `${id}-list`, 'aria-activedescendant': chosen === undefined ? undefined : `${id}-${chosen.path}` } as const;
  // A text of several lines is no combobox.
  const named = { ofLine: { ...listed, role: 'combobox', 'aria-expanded': chosen !== undefined }, ofText: listed } as const;
  return { id, found, chosen, look, leave: () => setCaret(undefined), key, take, named };
}

interface Shown {
  id: string;
  found: readonly Offered[];
  chosen: Offered | undefined;
  /** What names meant in the last run. */
  last: ((names: readonly string[]) => Promise<RunValues>) | undefined;
  onTake: (offer: Offered) => void;
}

/** What is offered, each with its type and what it was in the last run. */
export function Offers({ id, found, chosen, last, onTake }: Shown) {
  const roots = [...new Set(found.map(({ path }) => path.split('.')[0] ?? ''))].filter((name) => name !== 'run' && name !== 'tenant').sort();
  const { data } = useQuery({ queryKey: ['last values', id, roots], queryFn: () => (last === undefined ? Promise.resolve({ run: undefined, values: {} }) : last(roots)), enabled: last !== undefined && roots.length > 0, staleTime: 30_000, retry: false });
  if (found.length === 0) return null;
  return (
    <div className="name-offers">
      <div id={`${id}-list`} role="listbox" aria-label="Names that fit">
        {found.map((offer) => {
          const value = valueAt(data?.values, offer.path);
          return (
            // The field above hears the keys; the pointer must not take the focus from it.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <div key={offer.path} id={`${id}-${offer.path}`} role="option" tabIndex={-1} aria-selected={offer === chosen} onPointerDown={(event) => event.preventDefault()} onMouseDown={(event) => event.preventDefault()} onClick={() => onTake(offer)}>
              <code>{offer.path}</code>
              <span className="soft">{offer.type}</span>
              {value === undefined ? null : <span className="soft was">{inShort(value)}</span>}
            </div>
          );
        })}
      </div>
      <p className="soft small">
        {data?.run === undefined ? null : (
          <>
            values of run <Id id={data.run} />{' '}
          </>
        )}
        <kbd>Tab</kbd> takes
      </p>
    </div>
  );
}
