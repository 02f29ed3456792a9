import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Icon } from '@/design/Icon';
import { Overlay } from '@/design/Overlay';
import type { Action } from './actions';
import type { Found } from '@/pages/definePage';
import { askedBy, marked, rowNames, shownOf, type Shown } from './find/groups';
import { letters, useGroups } from './find/useGroups';

interface Props {
  actions: readonly Action[];
  onGo: (href: string) => void;
  onClose: () => void;
}

/** Search and act: type, choose with the arrows, Enter does it; Tab leaves one group, and again all. */
export function Palette({ actions, onGo, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const [sent, send] = useState('');
  const [picked, pick] = useState<string>();
  const [alone, setAlone] = useState<string>();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  // The server is asked once one pauses; what is here follows each letter.
  useEffect(() => {
    const timer = setTimeout(() => send(askedBy(typed, letters).text), 150);
    return () => clearTimeout(timer);
  }, [typed]);
  useFocusKept(input);
  const meant = askedBy(typed, letters);
  const only = alone ?? meant.only;
  const shown = shownOf(useGroups(meant, sent, actions), only);
  const rows = shown.flatMap((group) => group.rows);
  const names = rowNames(shown);
  const chosen = Math.max(0, names.indexOf(picked ?? ''));
  const row = rows[chosen];

  const act = (found: Found | undefined, apart: boolean) => {
    if (found === undefined) return;
    if (apart && found.href !== undefined) {
      window.open(found.href, '_blank', 'noopener');
      return;
    }
    onClose();
    if (found.href !== undefined) onGo(found.href);
    found.run?.();
  };
  const choose = (next: number) => {
    pick(names[next]);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const keyDown = (event: KeyboardEvent) => {
    // Enter and the arrows of an input method choose letters, not rows.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && rows.length > 0) choose((chosen + step + rows.length) % rows.length);
    else if (event.key === 'Enter') act(row, event.ctrlKey || event.metaKey);
    else if (event.key === 'Tab') {
      setAlone(alone === undefined ? shown.find((group) => row !== undefined && group.rows.includes(row))?.name : undefined);
      pick(undefined);
    } else return;
    // Else the same press would also click what the focus goes back to, or leave the field.
    event.preventDefault();
  };

  return (
    <Overlay label="Search or act" wide onClose={onClose}>
      <div className="finder">
        <div className="ask-for">
          <Icon name="search" />
          <input
            ref={input}
            role="combobox"
            aria-label="Search or act"
            aria-expanded="true"
            aria-controls={id}
            aria-activedescendant={row === undefined ? undefined : `${id}-${chosen}`}
            placeholder="A run, a call, a key, a model, a limit, a room, an id"
            spellCheck={false}
            autoComplete="off"
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAlone(undefined);
              pick(undefined);
            }}
            onKeyDown={keyDown}
          />
          <kbd>Esc</kbd>
        </div>
        <div className="both">
          <div id={id} className="results" role="listbox" aria-label="Found" aria-busy={shown.some(({ waits }) => waits)}>
            {shown.map((group) => (
              <Rows key={group.name} id={id} group={group} from={group.rows[0] === undefined ? 0 : rows.indexOf(group.rows[0])} chosen={chosen} words={meant.words} onAct={act} />
            ))}
          </div>
          {row === undefined ? null : <Preview of={row} />}
        </div>
        {rows.length === 0 && !shown.some(({ waits }) => waits) ? <p className="nothing">Nothing of that name that you may read. A whole id leads to its page.</p> : null}
        <p className="ways soft small">
          <span>
            <kbd>↑</kbd> <kbd>↓</kbd> move
          </span>
          <span>
            <kbd>Enter</kbd> open or do
          </span>
          <span>
            <kbd>Ctrl Enter</kbd> in a new tab
          </span>
          <span>
            <kbd>Tab</kbd> {alone === undefined ? 'only this group' : 'all groups'}
          </span>
          <span className="grow" />
          <span>
            type <kbd>&gt;</kbd> acts <kbd>#</kbd> ids{' '}
            {Object.entries(letters).map(([letter, name]) => (
              <span key={letter}>
                <kbd>{letter}</kbd> {name.toLowerCase()}
              </span>
            ))}
          </span>
        </p>
      </div>
    </Overlay>
  );
}

/** Typing always reaches the field: a click beside it or a scroll takes the focus nowhere. */
function useFocusKept(input: React.RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    input.current?.focus();
    const listener = (event: globalThis.KeyboardEvent) => {
      if (document.activeElement !== input.current && !event.ctrlKey && !event.metaKey && !event.altKey) input.current?.focus();
    };
    window.addEventListener('keydown', listener, true);
    return () => window.removeEventListener('keydown', listener, true);
  }, [input]);
}

function Rows({ id, group, from, chosen, words, onAct }: { id: string; group: Shown; from: number; chosen: number; words: readonly string[]; onAct: (found: Found, apart: boolean) => void }) {
  return (
    <div role="group" aria-labelledby={`${id}-${group.name}`}>
      <p id={`${id}-${group.name}`} className="of">
        <span>{group.name}</span>
        <span>{group.waits === true ? 'looking' : group.found.length}</span>
      </p>
      {group.rows.map((found, place) => (
        <Row key={found.id} id={`${id}-${from + place}`} found={found} chosen={from + place === chosen} words={words} onAct={onAct} />
      ))}
    </div>
  );
}

function Row({ id, found, chosen, words, onAct }: { id: string; found: Found; chosen: boolean; words: readonly string[]; onAct: (found: Found, apart: boolean) => void }) {
  return (
    // The keys are handled by the combobox that owns this option.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div id={id} role="option" tabIndex={-1} aria-selected={chosen} onClick={(event) => onAct(found, event.ctrlKey || event.metaKey)}>
      <Icon name={found.icon} />
      <span className="what">
        <Marked text={found.name} words={words} /> {found.detail === undefined ? null : <span className="soft"><Marked text={found.detail} words={words} /></span>}
      </span>
      <span className="soft small">
        {found.keys === undefined ? found.fact : found.keys.split(' ').map((key) => <kbd key={key}>{key}</kbd>)}
      </span>
    </div>
  );
}

function Marked({ text, words }: { text: string; words: readonly string[] }) {
  return marked(text, words).map((part, at) => (part.hit ? <mark key={at}>{part.text}</mark> : part.text));
}

/** What is selected, on a wide page. */
function Preview({ of }: { of: Found }) {
  return (
    <div className="preview" aria-hidden="true">
      <b>{of.name}</b>
      {of.detail === undefined ? null : <p className="soft">{of.detail}</p>}
      <dl className="kv">
        {(of.facts ?? []).map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
