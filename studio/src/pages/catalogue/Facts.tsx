import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { MatrixRow, PluginView } from '@/api/schema';
import { Outward } from '@/design/Outward';
import { plural } from '@/format/text';
import type { Search } from '@/table/query';
import { eventWords, priceWords, priorityWords, rateWords, runsAt } from './facts';

interface Props {
  row: MatrixRow;
  plugin: PluginView | undefined;
  /** Providers of the tenant that it serves. */
  used: readonly string[];
  /** The same page, with the list filtered. */
  search: Search;
}

/** What a connector is: whose, what for, in which version, where it goes and what is known of its costs. */
export function Facts({ row, plugin, used, search }: Props) {
  return (
    <>
      <h3>Facts</h3>
      <dl className="kv">
        <Fact name="does">{row.summary}</Fact>
        {row.vendor === undefined ? null : <Fact name="vendor">{row.vendor}</Fact>}
        <Fact name="category">
          <Link to="/providers/catalogue" search={{ ...search, category: row.category }}>
            {row.category}
          </Link>
        </Fact>
        <Fact name="version">
          {row.version} <span className="soft">of plugin</span> <code>{row.plugin}</code>
          {plugin === undefined ? '' : `, ${plugin.state}`}
          {plugin?.installed === undefined ? '' : `, installed version ${plugin.installed}`}
        </Fact>
        {plugin?.problem === undefined ? null : <Fact name="problem">{plugin.problem}</Fact>}
        <Fact name="docs">{row.docs === undefined ? <span className="soft">{row.address === undefined ? 'docs/guide of this product' : 'its manifest names none'}</span> : <Outward address={row.docs} />}</Fact>
        <Fact name="pricing">{priceWords(row)}</Fact>
        <Fact name="auth">
          <code>{row.auth.length === 0 ? 'none' : row.auth.join(' ')}</code>
        </Fact>
        <Fact name="runs at">{runsAt(row)}</Fact>
        <Fact name="limit">{rateWords(row)}</Fact>
        <Fact name="events">{eventWords(row)}</Fact>
        <Fact name="priority">{priorityWords(row)}</Fact>
        <Fact name="used by">
          {used.length === 0 ? <span className="soft">no provider of yours</span> : null}
          {used.map((id, at) => (
            <span key={id}>
              {at === 0 ? '' : ', '}
              <Link to="/providers" search={{ open: id }}>
                {id}
              </Link>
            </span>
          ))}
        </Fact>
        <Fact name="repeats">{plural(row.operations.filter(({ idempotencyKey }) => idempotencyKey).length, 'operation')} give the first result for a repeated key</Fact>
      </dl>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="fold">{children}</dd>
    </>
  );
}
