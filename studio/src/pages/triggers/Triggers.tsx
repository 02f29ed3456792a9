import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { may } from '@/api/rights';
import type { Trigger } from '@/api/schema';
import { triggersQuery } from '@/api/triggers';
import { onKey } from '@/design/keys';
import { Ago } from '@/design/Marks';
import { useNow } from '@/design/now';
import { Empty } from '@/design/Place';
import { State } from '@/design/State';
import { count, plural } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { without, type Search } from '@/table/query';
import { useRows } from '@/table/useRows';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page, Top } from '../Page';
import { AddTrigger } from './AddTrigger';
import { TriggerPanel } from './Panel';
import { next, sorted, source, standing, type Standing } from './triggers';
import { usePausing } from './usePausing';

const columns: readonly Column[] = [
  { name: 'State', about: 80 },
  { name: 'Trigger', about: 140 },
  { name: 'Sort', about: 56 },
  { name: 'On what', about: 160 },
  { name: 'Next', about: 100 },
  { name: 'Last problem', about: 160 },
];

/** What starts workflows by itself: what each listens to, when it starts next, what went wrong. */
export function Triggers() {
  const [search, change] = useAddress();
  const now = useNow();
  const query = useQuery(triggersQuery);
  const all = sorted(query.data?.items ?? [], now);
  const rows = search.state === undefined ? all : all.filter((one) => standing(one, now) === search.state);
  const open = all.find(({ id }) => id === search.open);
  const close = useCallback(() => change(without(search, 'open')), [change, search]);
  const step = (by: number) => {
    const to = rows[rows.findIndex(({ id }) => id === search.open) + by];
    if (to !== undefined) change({ ...search, open: to.id }, true);
  };
  usePauseKey(rows);
  const places = useRows<HTMLDivElement>();
  return (
    <Page title="Triggers" fixed>
      <Top name="Triggers" tally="what starts workflows by itself">
        <span className="actions">
          <AddTrigger />
        </span>
      </Top>
      <Counts all={all} known={query.data !== undefined} search={search} now={now} />
      <div className={open === undefined ? 'split' : 'split with-panel'}>
        <div className="list">
          <div className="scroll" {...places}>
            <Asked query={query} loading={<TableSkeleton name="triggers" columns={columns} />}>
              {({ items }) => (items.length === 0 ? <Nothing /> : <Table rows={rows} search={search} now={now} />)}
            </Asked>
          </div>
          <p className="soft small trigger-foot">
            {plural(rows.length, 'trigger')}, those that need you first
            <span className="hint">
              ; <kbd>J</kbd> <kbd>K</kbd> move, <kbd>Enter</kbd> opens, <kbd>P</kbd> pauses
            </span>
          </p>
        </div>
        {open === undefined ? null : <TriggerPanel key={open.id} of={open} onClose={close} onStep={step} />}
      </div>
    </Page>
  );
}

/** `P` pauses the trigger whose row has the focus, or has it go on. */
function usePauseKey(rows: readonly Trigger[]) {
  const { mutate } = usePausing();
  useEffect(
    () =>
      onKey('p', () => {
        const { activeElement: at } = document;
        const one = rows.find(({ id }) => at instanceof HTMLElement && at.dataset.row === id);
        if (one !== undefined && may('control:trigger.write')) mutate(one);
      }),
    [rows, mutate],
  );
}

const kinds: readonly Standing[] = ['listening', 'slowed down', 'stopped', 'paused'];

function Counts({ all, known, search, now }: { all: readonly Trigger[]; known: boolean; search: Search; now: number }) {
  const figures = [{ name: 'all', of: all.length, to: without(search, 'state') }, ...kinds.map((name) => ({ name, of: all.filter((one) => standing(one, now) === name).length, to: { ...search, state: name } }))];
  return (
    <section className="strip triggers-strip" aria-label="Counts">
      <div className="counts">
        {figures.map(({ name, of, to }) => (
          <Link key={name} to="/triggers" search={to} activeOptions={{ exact: true }} aria-current={(search.state ?? 'all') === name ? 'true' : undefined}>
            <b className={of === 0 ? 'zero' : undefined}>{known ? count(of) : '–'}</b>
            <small>{name}</small>
          </Link>
        ))}
      </div>
    </section>
  );
}

function Table({ rows, search, now }: { rows: readonly Trigger[]; search: Search; now: number }) {
  return (
    <table className="t triggers">
      <caption className="sr">Triggers</caption>
      <TableHead columns={columns} />
      <tbody>
        {rows.map((one) => (
          <Row key={one.id} one={one} search={search} now={now} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ one, search, now }: { one: Trigger; search: Search; now: number }) {
  const { words, code } = source(one);
  return (
    <tr aria-selected={search.open === one.id}>
      <td className="t-s">
        <State of={standing(one, now)} />
      </td>
      <td className="t-n">
        <Link className="stretched" to="/triggers" search={{ ...search, open: one.id }} data-row={one.id}>
          {one.name}
        </Link>{' '}
        <span className="soft">{one.workflow}</span>
      </td>
      <td className="t-k soft">{one.on}</td>
      <td className="t-o fold">
        <code>{code}</code> <span className="soft">{words}</span>
      </td>
      <td className="t-x">{next(one, now)}</td>
      <td className="t-p fold">
        {one.problem === undefined ? (
          <span className="soft">none</span>
        ) : (
          <>
            {one.problem} {one.problemAt === undefined ? null : <Ago at={one.problemAt} />}
          </>
        )}
      </td>
    </tr>
  );
}

function Nothing() {
  return (
    <Empty title="No triggers yet" command="./auterity trigger --help">
      A trigger starts a workflow by itself: on a call from outside, at times, on events, on new items of a list, by a form. It is written in the form of its workflow.
    </Empty>
  );
}
