import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { findingsQuery, resourcesQuery } from '@/api/queries';
import type { GuardrailFindings, Resource } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { onKey } from '@/design/keys';
import { Icon } from '@/design/Icon';
import { Empty } from '@/design/Place';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { without, type Search } from '@/table/query';
import { QueryBar } from '@/table/QueryBar';
import { rowHints, useRows } from '@/table/useRows';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { EmptyList } from '../AskedList';
import { Page, Top } from '../Page';
import { Form } from './Form';
import { guardrailKeys } from './keys';
import { Panel } from './Panel';
import { PolicyTable } from './PolicyTable';
import { Row } from './Row';
import { Strip } from './Strip';
import { findOf, finds, inOrder, specOf, tally } from './words';

const columns: readonly Column[] = [
  { name: 'Rule', about: 92 },
  { name: 'Looks at', about: 96 },
  { name: 'Does', about: 104 },
  { name: 'Found', about: 40, num: true, hint: 'in the newest calls, as the line above says' },
  { name: '7 days', about: 48 },
  { name: 'Recall', about: 48, num: true },
  { name: 'False alarms', about: 40, num: true },
  { name: 'Measured on', about: 96, hint: 'for all such rules; ./auterity bench guardrails measures it' },
];

const hints = [...rowHints, ['T', 'try a text']] as const;

/** The rules that look at the words of calls: where, for what, what they do, and how well that was measured. */
export function Guardrails() {
  const [search, change] = useAddress();
  const query = useQuery(resourcesQuery('guardrail'));
  const findings = useQuery(findingsQuery);
  const found = findings.data;
  const rules = shown(query.data?.items ?? [], search);
  const open = query.data?.items.find(({ id }) => id === search.open);
  const close = useCallback(() => change(without(search, 'open')), [change, search]);
  const leave = useCallback(() => change(without(search, 'form')), [change, search]);
  const step = (by: number) => {
    const flat = grouped(rules).flatMap(([, of]) => of);
    const next = flat[flat.findIndex(({ id }) => id === search.open) + by];
    if (next !== undefined) change({ ...search, open: next.id }, true);
  };
  useEffect(() => onKey('t', () => document.getElementById('try-text')?.focus()), []);
  return (
    <Page title="Guardrails" fixed>
      <Top name="Guardrails" tally={query.data === undefined ? '' : tally(query.data.items)}>
        <Allowed to="control:resource.write">
          <button type="button" className="btn primary" onClick={() => change({ ...without(search, 'open'), form: 'new' })}>
            <Icon name="add" size={14} />
            Add a rule
          </button>
        </Allowed>
      </Top>
      <QueryBar path="/guardrails" search={search} keys={guardrailKeys} onChange={change} hints={hints} />
      <Strip of={found} error={findings.error} />
      <div className="split with-panel">
        <div className="list">
          <Asked query={query} loading={<TableSkeleton name="gr" columns={columns} />}>
            {({ items }) => (
              <>
                {rules.length === 0 ? <Nothing search={items.length === 0 ? {} : search} onChange={change} /> : <Table rules={rules} search={search} found={found} />}
                {items.length === 0 ? null : <PolicyTable rules={items} search={without(search, 'form')} />}
              </>
            )}
          </Asked>
        </div>
        {search.form === 'new' || (search.form === 'change' && open !== undefined) ? (
          <Form key={search.form === 'new' ? 'new' : open?.id} {...(search.form === 'new' || open === undefined ? {} : { rule: open })} onClose={leave} onSaved={(id) => change({ ...without(search, 'form'), open: id })} />
        ) : (
        <Panel key={open?.id ?? ''} rule={open} missing={query.data !== undefined && open === undefined ? search.open : undefined} onClose={close} onStep={step} onChange={() => change({ ...search, form: 'change' })} />
        )}
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

function Table({ rules, search, found }: { rules: readonly Resource[]; search: Search; found: GuardrailFindings | undefined }) {
  const rows = useRows<HTMLTableElement>();
  return (
    <table className="t gr" {...rows}>
      <caption className="sr">Rules by what they look for, each in the order in which it acts</caption>
      <TableHead columns={columns} />
      {grouped(rules).map(([{ find, name, what }, of]) => (
        <tbody key={find}>
          <tr className="kind">
            <th colSpan={8} scope="rowgroup">
              <b>{name}</b> &nbsp;{what}
            </th>
          </tr>
          {of.map((rule) => (
            <Row key={rule.id} rule={rule} search={search} found={found} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Nothing({ search, onChange }: { search: Search; onChange: (search: Search) => void }) {
  return (
    <EmptyList what="rule" filters={['find', 'act']} search={search} onChange={onChange}>
      <Empty title="No rules yet">
        Every text passes as it is. A rule looks at what goes in, what comes out and what tools bring, and then masks, blocks or only watches. Begin with watching: it shows what would have happened. A text can be tried here without any rule.
      </Empty>
    </EmptyList>
  );
}
