import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState } from 'react';
import { capabilitiesQuery, providersQuery } from '@/api/queries';
import { foundCapabilitiesQuery } from '@/api/workflowEditor';
import { Icon } from '@/design/Icon';
import { Overlay } from '@/design/Overlay';
import { gripped } from '@/graph/grip';
import { useSettled } from '../file/useSettled';
import type { StepKind } from './kinds';
import { found, offersOf, type OfferRow } from './offers';
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

/** What can be added: steps by people's words, then each capability as a call of it, connected services first. */
export function Palette({ kinds, where, onAdd, onPlace, onClose }: Props) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const capabilities = useQuery(capabilitiesQuery).data?.items;
  const providers = useQuery({ ...providersQuery({}), retry: false }).data?.items;
  const likely = useQuery(foundCapabilitiesQuery(useSettled(typed).trim())).data;
  const offers = useMemo(() => offersOf(kinds, capabilities ?? [], new Set(providers?.map(({ kind }) => kind))), [kinds, capabilities, providers]);
  const groups = useMemo(() => found(offers, typed, likely?.items.map((one) => one.id) ?? []), [offers, typed, likely]);
  const rows = groups.flatMap((group) => group.rows);
  const chosen = rows[Math.min(at, rows.length - 1)];
  const take = (offer: OfferRow | undefined) => offer !== undefined && onAdd(offer);
  const key = (event: { key: string; shiftKey: boolean; preventDefault: () => void }) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by === 0 && event.key !== 'Enter') return;
    event.preventDefault();
    if (by === 0 && event.shiftKey && chosen !== undefined) onPlace(chosen, false);
    else if (by === 0) take(chosen);
    else setAt(Math.max(0, Math.min(rows.length - 1, at + by)));
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
          placeholder="What it should do: email, approval, if, slack…"
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
          {groups.map((group) => (
            <div key={group.name} role="group" aria-label={group.name}>
              <p className="soft small" aria-hidden>
                {group.name}
              </p>
              {group.rows.map((offer) => (
                // The field above hears the keys of the list.
                // eslint-disable-next-line jsx-a11y/click-events-have-key-events
                <div key={offer.key} id={`${id}-${offer.key}`} role="option" tabIndex={-1} aria-selected={offer === chosen} onClick={() => take(offer)} onPointerDown={(event) => gripped(event, () => onPlace(offer, true))}>
                  <Icon name={offer.icon} />
                  {offer.title === '' ? <code>{offer.key}</code> : <b>{offer.title}</b>}
                  <span className="soft">
                    {offer.about}
                    {offer.title === '' || offer.connected ? '' : ', not connected yet'}
                  </span>
                </div>
              ))}
            </div>
          ))}
        </div>
        {rows.length === 0 ? <p className="soft">Nothing of that name. Each type of step and each capability can be added.</p> : null}
      </div>
    </Overlay>
  );
}
