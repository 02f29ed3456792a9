import { useId, useState, type ChangeEvent, type FocusEvent, type ReactNode, type SyntheticEvent } from 'react';
import { Icon } from '@/design/Icon';
import { Prose } from '@/design/Prose';
import { conditionKinds, conditions, demandKinds, raised, setPart, strategies, withCondition, withDemand, without, withOffer, withoutCondition, type Making, type Written } from './form';
import { offerWords, requireWords, type Offer, type RouteSpec } from './words';

interface Props {
  of: Written;
  /** Whether its name can still be chosen. */
  isNew: boolean;
  /** Who can be named. */
  offers: readonly string[];
  onWrite: (of: Written) => void;
}

/** The route as a form. What is changed here stands in the text at once, and all that the form does not show stays as it is. */
export function RouteForm({ of, isNew, offers, onWrite }: Props) {
  const { id, spec } = of;
  const write = (next: RouteSpec) => onWrite({ id, spec: next });
  return (
    <div className="form" role="group" aria-label={`Form of ${id}`}>
      {isNew ? (
        <Line name="Name">{(label) => <input id={label} className="in" value={id} spellCheck={false} autoComplete="off" onChange={({ target }) => onWrite({ id: target.value, spec })} />}</Line>
      ) : null}
      <Line name="Priority">{(label) => <Priority id={label} value={spec.priority} onWrite={(priority) => write(setPart(spec, 'priority', priority))} />}</Line>
      <Chips name="When" none="always" chips={conditions(spec)} kinds={conditionKinds} onAdd={(kind, value) => write(withCondition(spec, kind, value))} onRemove={(key) => write(withoutCondition(spec, key))} />
      <Chips name="Requires" none="only what the call needs" chips={requireWords(spec.require).map((words, at) => ({ key: String(at), words }))} kinds={demandKinds} onAdd={(kind, value) => write(withDemand(spec, kind, value))} onRemove={(key) => write(setPart(spec, 'require', without(spec.require ?? [], Number(key))))} />
      <Line name="Strategy">
        {(label) => (
          <select id={label} className="in" value={spec.strategy ?? 'priority'} onChange={({ target }) => write(setPart(spec, 'strategy', target.value === 'priority' ? undefined : target.value))}>
            {strategies.map((strategy) => (
              <option key={strategy} value={strategy}>
                {strategy.replaceAll('_', ' ')}
              </option>
            ))}
          </select>
        )}
      </Line>
      <Offers name="Use" none="every provider of the kind" chosen={spec.use ?? []} offers={offers} onChange={(use) => write(setPart(spec, 'use', use))} />
      <Offers name="Else" none="refused" chosen={spec.fallback ?? []} offers={offers} onChange={(fallback) => write(setPart(spec, 'fallback', fallback))} />
    </div>
  );
}

/** A whole number; what is none yet, such as a lone minus, stays as it is typed until one leaves the field. */
function Priority({ id, value, onWrite }: { id: string; value: number | undefined; onWrite: (value: number | undefined) => void }) {
  const [raw, setRaw] = useState<string>();
  const typed = ({ target }: ChangeEvent<HTMLInputElement>) => {
    setRaw(target.value);
    if (Number.isInteger(target.valueAsNumber)) onWrite(target.valueAsNumber);
  };
  const left = ({ target }: FocusEvent<HTMLInputElement>) => {
    setRaw(undefined);
    if (raw === '' && !target.validity.badInput) onWrite(undefined);
  };
  return <input id={id} className="in" type="number" step={1} value={raw ?? value ?? 0} onChange={typed} onBlur={left} />;
}

function Line({ name, children }: { name: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="fld">
      <label htmlFor={id}>{name}</label>
      <div>{children(id)}</div>
    </div>
  );
}

function Chips({ name, none, chips, kinds, onAdd, onRemove }: { name: string; none: string; chips: readonly { key: string; words: string }[]; kinds: readonly Making[]; onAdd: (kind: string, value: string) => void; onRemove: (key: string) => void }) {
  return (
    <div className="fld" role="group" aria-label={name}>
      <span className="lab">{name}</span>
      <div>
        {chips.length === 0 ? <span className="soft">{none}</span> : null}
        <ul className="toks">
          {chips.map(({ key, words }) => (
            <li key={key} className="says">
              <span>
                <Prose text={words} />
              </span>
              <button type="button" aria-label={`Remove ${words.replaceAll('`', '')}`} onClick={() => onRemove(key)}>
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
        </ul>
        <Adding to={name} kinds={kinds} onAdd={onAdd} />
      </div>
    </div>
  );
}

/** One more of a kind: which, and what it says. */
function Adding({ to, kinds, onAdd }: { to: string; kinds: readonly Making[]; onAdd: (kind: string, value: string) => void }) {
  const [kind, setKind] = useState(kinds[0]?.name ?? '');
  const [value, setValue] = useState('');
  const of = kinds.find(({ name }) => name === kind);
  const said = of?.values === undefined || of.values.includes(value) ? value.trim() : (of.values[0] ?? '');
  const add = (event: SyntheticEvent) => {
    event.preventDefault();
    if (said === '') return;
    onAdd(kind, said);
    setValue('');
  };
  return (
    <form className="adding" onSubmit={add}>
      <select className="in" aria-label={`${to}: what to add`} value={kind} onChange={({ target }) => setKind(target.value)}>
        {kinds.map(({ name, label }) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      {of?.values === undefined ? (
        <input className="in" aria-label={`${to}: ${of?.label ?? ''}`} placeholder={of?.example} value={value} spellCheck={false} autoComplete="off" onChange={({ target }) => setValue(target.value)} />
      ) : (
        <select className="in" aria-label={`${to}: ${of.label}`} value={said} onChange={({ target }) => setValue(target.value)}>
          {of.values.map((one) => (
            <option key={one} value={one}>
              {one.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      )}
      <button type="submit" className="btn" disabled={said === ''}>
        Add
      </button>
    </form>
  );
}

function Offers({ name, none, chosen, offers, onChange }: { name: string; none: string; chosen: readonly Offer[]; offers: readonly string[]; onChange: (chosen: Offer[]) => void }) {
  const id = useId();
  const [value, setValue] = useState('');
  const add = (event: SyntheticEvent) => {
    event.preventDefault();
    onChange(withOffer(chosen, value));
    setValue('');
  };
  return (
    <div className="fld" role="group" aria-label={name}>
      <span className="lab">{name}</span>
      <div>
        {chosen.length === 0 ? (
          <span className="soft">{none}</span>
        ) : (
          <ol className="use">
            {chosen.map((offer, at) => (
              <li key={offerWords(offer)}>
                <span className="of">{offerWords(offer)}</span>
                <button type="button" className="ghost" aria-label={`Ask ${offerWords(offer)} earlier`} disabled={at === 0} onClick={() => onChange(raised(chosen, at))}>
                  <Icon name="up" size={14} />
                </button>
                <button type="button" className="ghost" aria-label={`Remove ${offerWords(offer)}`} onClick={() => onChange(without(chosen, at))}>
                  <Icon name="close" size={14} />
                </button>
              </li>
            ))}
          </ol>
        )}
        <form className="adding" onSubmit={add}>
          <input className="in" list={id} aria-label={`${name}: an offer`} placeholder="provider/model" value={value} spellCheck={false} autoComplete="off" onChange={({ target }) => setValue(target.value)} />
          <datalist id={id}>
            {offers.map((offer) => (
              <option key={offer} value={offer} />
            ))}
          </datalist>
          <button type="submit" className="btn" disabled={value.trim() === ''}>
            Add
          </button>
        </form>
      </div>
    </div>
  );
}
