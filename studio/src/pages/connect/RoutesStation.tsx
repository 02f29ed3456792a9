import { Icon } from '@/design/Icon';
import { Prose } from '@/design/Prose';
import { list } from '@/format/text';
import { Refused } from '../Refused';
import { whenWords } from '../routes/words';
import { omit } from './fields';
import { Unsettled } from './save';
import type { Place, Way } from './ways';

interface Props {
  ways: readonly Way[];
  kind: string;
  provider: string;
  /** Where it shall stand in which of them. */
  chosen: Readonly<Record<string, Place>>;
  disabled: boolean;
  saving: boolean;
  error: unknown;
  onChoose: (chosen: Record<string, Place>) => void;
  onSave: (disabled: boolean) => void;
}

/** Routes that match its kind; those that are ticked change when it is saved, and no other. */
export function RoutesStation({ ways, kind, provider, chosen, disabled, saving, error, onChoose, onSave }: Props) {
  return (
    <>
      {ways.length === 0 ? (
        <p className="soft">
          No route names providers for <code>{kind}.*</code>. A call without a route goes to the tenant’s only connected provider of its kind; with several of them, make a route.
        </p>
      ) : (
        <Table ways={ways} provider={provider} chosen={chosen} onChoose={onChoose} />
      )}
      <Refused error={error} what={error instanceof Unsettled ? 'It may be saved:' : 'Nothing was saved:'} />
      <div className="acts">
        <button type="button" className="btn primary" disabled={saving} onClick={() => onSave(disabled)}>
          <Icon name="check" size={14} />
          {disabled ? 'Save it disabled' : 'Save and connect'}
        </button>
        {disabled ? null : (
          <button type="button" className="btn" disabled={saving} onClick={() => onSave(true)}>
            Save, take no calls yet
          </button>
        )}
      </div>
    </>
  );
}

function Table({ ways, provider, chosen, onChoose }: Pick<Props, 'ways' | 'provider' | 'chosen' | 'onChoose'>) {
  return (
    <table className="t probes rt2">
      <caption className="sr">Routes that match</caption>
      <thead>
        <tr>
          <th className="r-tick">
            <span className="sr">Takes part</span>
          </th>
          <th>Route</th>
          <th>When</th>
          <th>Plan</th>
          <th>Where</th>
        </tr>
      </thead>
      <tbody>
        {ways.map((way) => (
          <Row key={way.id} way={way} provider={provider} place={chosen[way.id]} onPlace={(place) => onChoose(withPlace(chosen, way.id, place))} />
        ))}
      </tbody>
    </table>
  );
}

function withPlace(chosen: Readonly<Record<string, Place>>, id: string, place: Place | undefined): Record<string, Place> {
  const others = omit(chosen, id);
  return place === undefined ? others : { ...others, [id]: place };
}

function Row({ way: { id, spec, plan }, provider, place, onPlace }: { way: Way; provider: string; place: Place | undefined; onPlace: (place: Place | undefined) => void }) {
  const added = <ins>{provider}</ins>;
  return (
    <tr>
      <td className="r-tick">
        <input type="checkbox" className="tick" aria-label={`Take part in ${id}`} checked={place !== undefined} onChange={(event) => onPlace(event.target.checked ? 'last' : undefined)} />
      </td>
      <td className="r-n">
        <b>{id}</b> <small className="soft">{spec.priority ?? 0}</small>
      </td>
      <td className="r-w">
        <Prose text={list(whenWords(spec.when))} />
      </td>
      <td className="r-p">
        {place === 'first' ? <>{added}, </> : null}
        {plan.join(', ')}
        {place === 'last' ? <>, {added}</> : null}
      </td>
      <td className="r-x">
        {place === undefined ? (
          <span className="soft">left as it is</span>
        ) : (
          <select className="in" aria-label={`Where in ${id}`} value={place} onChange={(event) => onPlace(event.target.value as Place)}>
            <option value="last">asked last</option>
            <option value="first">asked first</option>
          </select>
        )}
      </td>
    </tr>
  );
}
