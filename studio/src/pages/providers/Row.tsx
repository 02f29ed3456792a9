import { Link } from '@tanstack/react-router';
import type { Provider } from '@/api/schema';
import { Ago, Bar, Tags } from '@/design/Marks';
import { Breaker, Grade, State } from '@/design/State';
import { latency } from '@/format/duration';
import { percent } from '@/format/scale';
import { count } from '@/format/text';
import { word } from '@/format/words';
import type { Search } from '@/table/query';
import { Spark } from './Spark';

/** A provider in the list. The whole row opens its panel. */
export function Row({ provider, search }: { provider: Provider; search: Search }) {
  const idle = provider.state === 'pending' || provider.state === 'disabled';
  const open = search.open === provider.id;
  const named = provider.connector === provider.id || provider.marks.length > 0 ? undefined : provider.connector;
  return (
    <tr {...(open ? { 'aria-selected': true } : {})} className={idle ? 'muted' : undefined}>
      <td className="c-name nowrap">
        <Link data-row className="name stretched" to="/providers" search={{ ...search, open: provider.id }}>
          {provider.id}
        </Link>
        <Tags marks={provider.isDefault ? ['default', ...provider.marks] : provider.marks} />
        {named === undefined ? null : <span className="con">{named}</span>}
      </td>
      <td className="c-grade">
        <Grade grade={provider.grade} />
      </td>
      <td className="c-state">
        <State of={provider.state} />
      </td>
      <td className={idle ? 'c-brk nil' : 'c-brk'}>{idle ? null : <Breaker state={word(provider.breaker.state)} />}</td>
      <td className={provider.history.length === 0 ? 'c-spark nil' : 'c-spark'}>{provider.history.length === 0 ? null : <Spark history={provider.history} />}</td>
      <td className="num c-lat">{provider.p50Ms === undefined ? null : latency(provider.p50Ms)}</td>
      <Slots slots={provider.slots} />
      <td className="c-err" title={provider.lastError?.message ?? provider.reason}>
        {provider.lastError === undefined ? (
          provider.reason
        ) : (
          <>
            <b>{provider.lastError.code}</b> <Ago at={provider.lastError.at} />
          </>
        )}
      </td>
    </tr>
  );
}

/** How many of its slots are in use, with a bar while any is. */
function Slots({ slots: { used, of } }: Pick<Provider, 'slots'>) {
  return (
    <td className="num c-slots" data-idle={used === 0 || undefined}>
      <span className={used === 0 ? 'soft' : undefined}>{count(used)}</span>
      <span className="soft">
        /{count(of)}
        <span className="unit"> slots</span>
      </span>
      {used === 0 ? null : <Bar parts={[{ kind: 'live', percent: percent(used, of) }]} label={`${count(used)} of ${count(of)} slots in use`} />}
    </td>
  );
}
