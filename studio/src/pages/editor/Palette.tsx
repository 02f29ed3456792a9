import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { capabilitiesQuery } from '@/api/queries';
import { Overlay } from '@/design/Overlay';
import { gripped } from '@/graph/grip';
import type { StepKind } from './kinds';
import { search } from './search';
import type { Offer } from './useArranging';

interface Props {
  kinds: readonly StepKind[];
  /** Where the step is put, in words. */
  where: string;
  onAdd: (offer: Offer) => void;
  /** Has it put where a pointer lets go of it, or where keys choose. */
  onPlace: (offer: Offer, held: boolean) => void;
  onClose: () => void;
}

interface Row extends Offer {
  key: string;
  about: string;
}

/** Rows that are shown at most. */
const most = 60;

/** What can be added: the types of step, and each capability as a call of it. */
export function Palette({ kinds, where, onAdd, onPlace, onClose }: Props) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { data } = useQuery(capabilitiesQuery);
  const call = kinds.find(({ name }) => name === 'call');
  const offers: Row[] = [
    ...kinds.map((kind) => ({ key: kind.name, about: kind.about, kind, capability: undefined })),
    ...(call === undefined ? [] : (data?.items ?? []).map((one) => ({ key: one.id, about: one.summary, kind: call, capability: one.id }))),
  ];
  const found = search(offers, typed).slice(0, most);
  const chosen = found[Math.min(at, found.length - 1)];
  const take = (offer: Row | undefined) => offer !== undefined && onAdd(offer);
  const key = (event: { key: string; shiftKey: boolean; preventDefault: () => void }) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 && event.key !== 'Enter') return;
    event.preventDefault();
    if (by === 0 && event.shiftKey && chosen !== undefined) onPlace(chosen, false);
    else if (by === 0) take(chosen);
    else setAt(Math.max(0, Math.min(found.length - 1, at + by)));
  };
  return (
    <Overlay label="Add a step" onClose={onClose}>
      <div className="step-palette">
        <label htmlFor={id} className="sr">
          Add a step {where}
        </label>
        <input
          id={id}
          className="in"
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.key}`}
          placeholder="Type of step or capability"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={({ target }) => {
            setTyped(target.value);
            setAt(0);
          }}
          onKeyDown={key}
        />
        <p className="soft small">
          {where}
          <span className="hint">
            ; <kbd>Shift Enter</kbd> chooses the place, or drag it onto the graph
          </span>
        </p>
        <div id={`${id}-list`} role="listbox" aria-label="What can be added" tabIndex={-1}>
          {found.map((offer) => (
            // The field above hears the keys of the list.
            // eslint-disable-next-line jsx-a11y/click-events-have-key-events
            <div key={`${offer.kind.name} ${offer.key}`} id={`${id}-${offer.key}`} role="option" tabIndex={-1} aria-selected={offer === chosen} onClick={() => take(offer)} onPointerDown={(event) => gripped(event, () => onPlace(offer, true))}>
              {offer.capability === undefined ? <b>{offer.key}</b> : <code>{offer.key}</code>}
              <span className="soft">{offer.about}</span>
            </div>
          ))}
        </div>
        {found.length === 0 ? <p className="soft">Nothing of that name. Each type of step and each capability can be added.</p> : null}
      </div>
    </Overlay>
  );
}
