import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { casesQuery } from '@/api/cases';
import { workflowsQuery } from '@/api/queries';
import { may, useMay } from '@/api/rights';
import type { ListedCase } from '@/api/schema';
import { draftsQuery } from '@/api/workflowEditor';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Ago } from '@/design/Marks';
import { Empty } from '@/design/Place';
import { State } from '@/design/State';
import { plural } from '@/format/text';
import { TableHead, TableSkeleton, type Column } from '@/table/Columns';
import { without, type Search } from '@/table/query';
import { useRows } from '@/table/useRows';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { Refused } from '../Refused';
import { CasePanel } from './CasePanel';
import { ChangeCase, NewCase } from './CaseForm';
import { outcomeOf, type Ran } from './cases';
import { RecordCase } from './RecordCase';
import { Figures, Untaken } from './Report';
import { useRan } from './useRan';

const columns: readonly Column[] = [
  { name: 'Outcome', about: 72 },
  { name: 'Test case', about: 160 },
  { name: 'Differs at', about: 160 },
  { name: 'Saved by', about: 72 },
  { name: 'Saved', about: 56, num: true },
];

/** The test cases of a workflow: how each came out, where it differs, which arms none takes. */
export function Cases() {
  const { id } = useParams({ from: '/inside/workflows/$id/cases' });
  return <Of key={id} workflow={id} />;
}

function Of({ workflow }: { workflow: string }) {
  const [search, change] = useAddress();
  const query = useQuery(casesQuery(workflow));
  const names = query.data?.items.map(({ name }) => name) ?? [];
  const what = useWhat(workflow);
  const draft = search.of === 'draft' || (what.hasDraft && what.inForce === false);
  const { ran, run, forget } = useRan(workflow, draft);
  const [recording, setRecording] = useState(false);
  const recorded = useCallback(() => setRecording(false), []);
  const { open, form } = search;
  const close = useCallback(() => change(without(search, 'open', 'form')), [change, search]);
  const leave = useCallback(() => change(without(search, 'form')), [change, search]);
  const begin = useCallback(() => change({ ...without(search, 'open'), form: 'new' }), [change, search]);
  const saved = (name: string) => {
    forget(name);
    change({ ...without(search, 'form'), open: name });
  };
  const gone = () => {
    if (open !== undefined) forget(open);
    close();
  };
  const step = (by: number) => {
    const to = names[names.indexOf(open ?? '') + by];
    if (to !== undefined) change({ ...search, open: to }, true);
  };
  const { mutate, isPending } = run;
  const ready = !isPending && names.length > 0;
  const runAll = useCallback(() => (ready ? mutate([]) : undefined), [mutate, ready]);
  useEffect(() => {
    const undo = [onKey('r', runAll), onKey('n', () => (may('control:workflow.draft') ? begin() : undefined))];
    return () => undo.forEach((stop) => stop());
  }, [runAll, begin]);
  const places = useRows<HTMLDivElement>();
  const panelled = open !== undefined || form === 'new';
  return (
    <Page title={`Test cases of ${workflow}`} fixed>
      <Head workflow={workflow} what={what} draft={draft} search={search} onRecord={() => setRecording(true)} onNew={begin} onRun={ready ? runAll : undefined}>
        {recording ? <RecordCase workflow={workflow} taken={names} onClose={recorded} onMade={saved} /> : null}
      </Head>
      <Figures of={ran.whole} />
      <div className={panelled ? 'split with-panel' : 'split'}>
        <div className="list">
          <div className="scroll" {...places}>
            {run.error === null ? null : (
              <div className="case-refused">
                <Refused error={run.error} what="They were not run." />
              </div>
            )}
            <Asked query={query} loading={<TableSkeleton name="cases" columns={columns} />}>
              {({ items }) => (items.length === 0 ? <Nothing workflow={workflow} /> : <Table items={items} ran={ran} search={search} workflow={workflow} />)}
            </Asked>
            {ran.whole === undefined ? null : <Untaken of={ran.whole} />}
          </div>
          <p className="soft small cases-foot">
            {plural(names.length, 'test case')}, run in memory: nothing is called
            <span className="hint">
              ; <kbd>J</kbd> <kbd>K</kbd> move, <kbd>Enter</kbd> opens
            </span>
          </p>
        </div>
        {form === 'new' ? (
          <NewCase workflow={workflow} taken={names} onClose={leave} onSaved={saved} />
        ) : open === undefined ? null : form === 'change' ? (
          <ChangeCase key={open} name={open} workflow={workflow} taken={names} onClose={leave} onSaved={saved} />
        ) : (
          <CasePanel key={open} workflow={workflow} name={open} verdict={ran.verdicts.get(open)} running={isPending} onRun={() => mutate([open])} onChange={() => change({ ...search, form: 'change' })} onDeleted={gone} onClose={close} onStep={step} />
        )}
      </div>
    </Page>
  );
}

/** What of a workflow can be tested. */
interface What {
  /** Undefined until that is known. */
  inForce: boolean | undefined;
  hasDraft: boolean;
}

function useWhat(workflow: string): What {
  const is = ({ id }: { id: string }) => id === workflow;
  return { inForce: useQuery(workflowsQuery).data?.items.some(is), hasDraft: useQuery(draftsQuery).data?.items.some(is) === true };
}

function Head({ workflow, what, draft, search, onRecord, onNew, onRun, children }: { workflow: string; what: What; draft: boolean; search: Search; onRecord: () => void; onNew: () => void; onRun: (() => void) | undefined; children: ReactNode }) {
  return (
    <header className="top">
      <Link className="crumb" to="/workflows" search={{}}>
        Workflows
      </Link>
      <span className="sep">/</span>
      {what.inForce === true ? (
        <Link className="crumb" to="/workflows/$id" params={{ id: workflow }} search={{}}>
          {workflow}
        </Link>
      ) : (
        <Link className="crumb" to="/workflows/$id/edit" params={{ id: workflow }} search={{}}>
          {workflow}
        </Link>
      )}
      <span className="sep">/</span>
      <h1>
        Test cases<span className="sr"> of {workflow}</span>
      </h1>
      {what.hasDraft && what.inForce === true ? <Tested search={search} workflow={workflow} draft={draft} /> : null}
      <span className="grow" />
      <span className="actions">
        <Allowed to="control:workflow.draft">
          <Recording onBegin={onRecord} />
          <button type="button" className="btn" onClick={onNew}>
            <Icon name="add" size={14} />
            New case <kbd>N</kbd>
          </button>
        </Allowed>
        <button type="button" className="btn primary" disabled={onRun === undefined} onClick={onRun}>
          <Icon name="play" size={14} />
          {draft ? 'Run all on the draft' : 'Run all'} <kbd>R</kbd>
        </button>
      </span>
      {children}
    </header>
  );
}

/** To record takes the right to read runs, too. */
function Recording({ onBegin }: { onBegin: () => void }) {
  if (!useMay()('control:run.read')) return null;
  return (
    <button type="button" className="btn" onClick={onBegin}>
      Record a run
    </button>
  );
}

/** What is tested: the version in force, or the draft. */
function Tested({ search, workflow, draft }: { search: Search; workflow: string; draft: boolean }) {
  const choice = (is: boolean) => ({ activeOptions: { exact: true }, ...(is ? { 'aria-current': 'page' as const } : {}) });
  return (
    <nav className="choices" aria-label="What is tested">
      <Link to="/workflows/$id/cases" params={{ id: workflow }} search={without(search, 'of')} {...choice(!draft)}>
        in force
      </Link>
      <Link to="/workflows/$id/cases" params={{ id: workflow }} search={{ ...search, of: 'draft' }} {...choice(draft)}>
        draft
      </Link>
    </nav>
  );
}

function Table({ items, ran, search, workflow }: { items: readonly ListedCase[]; ran: Ran; search: Search; workflow: string }) {
  return (
    <table className="t cases">
      <caption className="sr">Test cases</caption>
      <TableHead columns={columns} />
      <tbody>
        {items.map(({ name, by, at }) => {
          const verdict = ran.verdicts.get(name);
          return (
            <tr key={name} aria-selected={search.open === name}>
              <td className="c-outcome">
                <State {...outcomeOf(verdict)} />
              </td>
              <td className="c-name fold">
                <Link className="stretched" to="/workflows/$id/cases" params={{ id: workflow }} search={{ ...without(search, 'form'), open: name }} data-row={name}>
                  {name}
                </Link>
              </td>
              <td className="c-differs fold soft">{verdict?.problem ?? verdict?.differences.map(({ path }) => path).join(', ')}</td>
              <td className="c-by fold soft">{by}</td>
              <td className="num soft c-at">
                <Ago at={at} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Nothing({ workflow }: { workflow: string }) {
  return (
    <Empty title="No test cases yet" command={`./auterity workflow cases save ${workflow} -f FILE`}>
      A test case is an input, pins in place of what steps do outside, and the end that is expected. It runs in memory and calls nothing. A run that is over makes one.
    </Empty>
  );
}
