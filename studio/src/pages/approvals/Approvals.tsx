import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { askedQuery } from '@/api/approvals';
import type { RunApproval } from '@/api/schema';
import { Ago } from '@/design/Marks';
import { useNow } from '@/design/now';
import { Empty } from '@/design/Place';
import { State } from '@/design/State';
import { count } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { without, type Search } from '@/table/query';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page, Top } from '../Page';
import { asks, given, inbox, soon, standing, type Inbox } from './asked';
import { Left } from './Left';
import { ApprovalPanel } from './Panel';

const open: readonly Column[] = [
  { name: 'What is asked', about: 240 },
  { name: 'Given', about: 48 },
  { name: 'Left, then', about: 120 },
  { name: 'Age', about: 56, num: true },
];
const ended: readonly Column[] = [
  { name: 'What was asked', about: 240 },
  { name: 'How', about: 80 },
  { name: 'By', about: 80 },
  { name: 'When', about: 56, num: true },
];

/** What runs ask people: what is the reader's to decide, what waits on others, and what was decided. */
export function Approvals() {
  const [search, change] = useAddress();
  const waiting = useQuery(askedQuery({ state: 'open', limit: '200' }));
  const decided = useQuery(askedQuery({ state: 'decided', limit: '20' }));
  const expired = useQuery(askedQuery({ state: 'expired', limit: '20' }));
  const groups = inbox(waiting.data?.items ?? [], [...(decided.data?.items ?? []), ...(expired.data?.items ?? [])]);
  const inOrder = [...groups.yours, ...groups.others, ...groups.decided];
  const close = useCallback(() => change(without(search, 'open')), [change, search]);
  const step = (by: number) => {
    const next = inOrder[inOrder.findIndex(({ id }) => id === search.open) + by];
    if (next !== undefined) change({ ...search, open: next.id }, true);
  };
  return (
    <Page title="Approvals" fixed>
      <Top name="Approvals" tally={waiting.data === undefined ? undefined : `${count(groups.yours.length)} of ${count(waiting.data.items.length)} yours`} />
      <Figures groups={groups} known={waiting.data !== undefined} />
      <div className={search.open === undefined ? 'split' : 'split with-panel'}>
        <div className="list">
          <div className="scroll">
            <Asked query={waiting} loading={<TableSkeleton name="approvals" columns={open} />}>
              {({ items }) => (items.length === 0 && groups.decided.length === 0 ? <Nothing /> : <Groups groups={groups} search={search} />)}
            </Asked>
          </div>
        </div>
        {search.open === undefined ? null : <ApprovalPanel key={search.open} id={search.open} onClose={close} onStep={step} />}
      </div>
    </Page>
  );
}

function Figures({ groups: { yours, others }, known }: { groups: Inbox; known: boolean }) {
  const now = useNow();
  const figures = [
    { name: 'yours', of: yours.length },
    { name: 'due within 15 min', of: soon(yours, now) },
    { name: 'wait on others', of: others.length },
  ];
  return (
    <section className="strip approvals-strip" aria-label="Counts">
      <div className="counts">
        {figures.map(({ name, of }) => (
          <span key={name}>
            <b className={of === 0 ? 'zero' : undefined}>{known ? count(of) : '–'}</b>
            <small>{name}</small>
          </span>
        ))}
      </div>
    </section>
  );
}

function Groups({ groups: { yours, others, decided }, search }: { groups: Inbox; search: Search }) {
  return (
    <>
      <Waiting caption="Yours to decide, soonest first" none="Nothing waits for you." rows={yours} search={search} />
      {others.length === 0 ? null : <Waiting caption="Waiting on others" rows={others} search={search} />}
      {decided.length === 0 ? null : <Ended rows={decided} search={search} />}
    </>
  );
}

function Waiting({ caption, none, rows, search }: { caption: string; none?: string; rows: readonly RunApproval[]; search: Search }) {
  return (
    <table className="t run-approvals">
      <caption>{caption}</caption>
      <TableHead columns={open} />
      <tbody>
        {rows.length === 0 ? (
          <tr>
            <td colSpan={4} className="soft">
              {none}
            </td>
          </tr>
        ) : (
          rows.map((one) => (
            <tr key={one.id} aria-selected={search.open === one.id} className={one.barred === undefined ? undefined : 'muted'}>
              <td className="a-t">
                <Question one={one} search={search} />
                <small className="soft">{one.barred ?? asks(one.of)}</small>
              </td>
              <td className="a-g nowrap">{given(one)}</td>
              <td className="a-d">
                <Left one={one} />
              </td>
              <td className="num soft">
                <Ago at={one.askedAt} />
              </td>
            </tr>
          ))
        )}
      </tbody>
    </table>
  );
}

function Ended({ rows, search }: { rows: readonly RunApproval[]; search: Search }) {
  return (
    <table className="t run-approvals">
      <caption>Decided</caption>
      <TableHead columns={ended} />
      <tbody>
        {rows.map((one) => (
          <tr key={one.id} aria-selected={search.open === one.id}>
            <td className="a-t">
              <Question one={one} search={search} />
            </td>
            <td>
              <State {...standing(one)} />
            </td>
            <td className="soft">{one.votes.at(-1)?.by ?? 'its time'}</td>
            <td className="num soft">{one.endedAt === undefined ? null : <Ago at={one.endedAt} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Question({ one, search }: { one: RunApproval; search: Search }) {
  return (
    <>
      <Link className="stretched" to="/approvals" search={{ ...search, open: one.id }}>
        <bdi>{one.question}</bdi>
      </Link>
      <small className="soft">
        {one.workflow} v{one.version}, <code>{one.step}</code>
      </small>
    </>
  );
}

function Nothing() {
  return (
    <Empty title="Nothing is asked" command="./auterity apply -f examples/workflows/approval.yaml">
      A step `ask` of a workflow asks people, and its run waits for their votes. What is yours to decide stands here, the soonest first.
    </Empty>
  );
}
