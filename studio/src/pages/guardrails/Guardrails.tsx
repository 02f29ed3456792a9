import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { resourcesQuery } from '@/api/queries';
import type { Resource } from '@/api/schema';
import { onKey } from '@/design/keys';
import { Empty, Sk } from '@/design/Place';
import { without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { useRows } from '@/table/useRows';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Drops } from '../AskedList';
import { Page } from '../Page';
import { guardrailKeys } from './keys';
import { Panel } from './Panel';
import { Row } from './Row';
import { findOf, finds, inOrder, specOf, tally } from './words';

/** The rules that look at the words of calls: where, for what, what they do, and how well that was measured. */
export function Guardrails() {
  const [search, change] = useAddress();
  const query = useQuery(resourcesQuery('guardrail'));
  const rules = shown(query.data?.items ?? [], search);
  const open = query.data?.items.find(({ id }) => id === search.open);
  const close = useCallback(() => change(without(search, 'open')), [change, search]);
  const step = (by: number) => {
    const flat = grouped(rules).flatMap(([, of]) => of);
    const next = flat[flat.findIndex(({ id }) => id === search.open) + by];
    if (next !== undefined) change({ ...search, open: next.id }, true);
  };
  useEffect(() => onKey('t', () => document.getElementById('try-text')?.focus()), []);
  return (
    <Page title="Guardrails" fixed>
      <header className="top">
        <h1>Guardrails</h1>
        <span className="soft tally">{query.data === undefined ? '' : tally(query.data.items)}</span>
      </header>
      <QueryBar path="/guardrails" search={search} keys={guardrailKeys} onChange={change} />
      <div className="split with-panel">
        <div className="list">
          <Asked query={query} loading={<Skeleton />}>
            {({ items }) => (rules.length === 0 ? <Nothing search={search} none={items.length === 0} onChange={change} /> : <Table rules={rules} search={search} />)}
          </Asked>
        </div>
        <Panel key={open?.id ?? ''} rule={open} missing={query.data !== undefined && open === undefined ? search.open : undefined} onClose={close} onStep={step} />
      </div>
    </Page>
  );
}

function shown(rules: readonly Resource[], search: Search): Resource[] {
  return inOrder(rules).filter((rule) => (search.find === undefined || findOf(specOf(rule)) === search.find) && (search.act === undefined || specOf(rule).act === search.act));
}

function grouped(rules: readonly Resource[]): [(typeof finds)[number], Resource[]][] {
  return finds.map((group): [(typeof finds)[number], Resource[]] => [group, rules.filter((rule) => findOf(specOf(rule)) === group.find)]).filter(([, of]) => of.length > 0);
}

function Table({ rules, search }: { rules: readonly Resource[]; search: Search }) {
  const rows = useRows<HTMLTableElement>();
  return (
    <table className="t gr" {...rows}>
      <caption className="sr">Rules by what they look for, each in the order in which it acts</caption>
      <Head />
      {grouped(rules).map(([{ find, name, what }, of]) => (
        <tbody key={find}>
          <tr className="kind">
            <th colSpan={7} scope="rowgroup">
              <b>{name}</b> &nbsp;{what}
            </th>
          </tr>
          {of.map((rule) => (
            <Row key={rule.id} rule={rule} search={search} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Head() {
  return (
    <thead>
      <tr>
        <th>Rule</th>
        <th>Looks at</th>
        <th>Does</th>
        <th>Which calls</th>
        <th className="num" title="The highest acts first">
          Priority
        </th>
        <th className="num">Recall</th>
        <th className="num">False alarms</th>
      </tr>
    </thead>
  );
}

function Nothing({ search, none, onChange }: { search: Search; none: boolean; onChange: (search: Search) => void }) {
  if (!none) {
    return (
      <Empty title="No rule matches" acts={<Drops filters={['find', 'act'].filter((key) => search[key] !== undefined)} search={search} onChange={onChange} />}>
        The filters leave nothing. Drop one of them.
      </Empty>
    );
  }
  return (
    <Empty title="No rules yet" command="./auterity apply -f guardrails.yaml">
      Every text passes as it is. A rule looks at what goes in, what comes out and what tools bring, and then masks, blocks or only watches. Begin with watching: it shows what would have happened. A text can be tried here without any rule.
    </Empty>
  );
}

function Skeleton() {
  return (
    <table className="t gr">
      <Head />
      <tbody>
        {[92, 64, 104, 76, 88].map((width, at) => (
          <tr key={at}>
            {[width, 96, 104, 64, 24, 48, 40].map((w, cell) => (
              <td key={cell} className={cell > 3 ? 'num' : undefined}>
                <Sk width={w} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
