import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { countsQuery, runQuery, versionsQuery, workflowQuery, workflowsQuery } from '@/api/queries';
import { useMay } from '@/api/rights';
import type { Run, WorkflowDetail, WorkflowSummary } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { useMedia } from '@/design/media';
import { useSeen } from '@/design/seen';
import { Empty, Sk } from '@/design/Place';
import { recent } from '@/format/address';
import { triggersQuery } from '@/api/triggers';
import { GraphLater, GraphView } from '@/graph/GraphView';
import { Outline } from '@/graph/Outline';
import { painted } from '@/graph/painted';
import type { Start } from '@/graph/starts';
import { Bars } from '@/table/Bars';
import { without } from '@/table/query';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { Side } from '../Side';
import { StartForm } from '../start/StartForm';
import { runsIcon } from '../runs/page';
import { source } from '../triggers/triggers';
import { About } from './About';
import { DraftOr } from './DraftOr';
import { Facts } from './Facts';
import { Newest } from './Newest';
import { Difference, VersionRoad } from './Versions';

/** A workflow: how its runs went, its graph with their figures, what it was before, and the form that starts it. */
export function WorkflowPage() {
  const { id } = useParams({ from: '/inside/workflows/$id' });
  const query = useQuery(workflowQuery(id));
  const [search, change] = useAddress();
  const start = useCallback(() => change({ ...without(search, 'version'), act: 'start' }), [change, search]);
  return (
    <Page title={id}>
      <header className="top">
        <Link className="crumb" to="/workflows" search={{}}>
          Workflows
        </Link>
        <span className="sep">/</span>
        <h1>{id}</h1>
        {query.data === undefined ? null : <span className="soft">v{query.data.version} in force</span>}
        <span className="grow" />
        {query.data === undefined ? null : (
          <span className="actions">
            <Link className="btn" to="/runs" search={{ workflow: id, ...recent }}>
              <Icon name={runsIcon} size={14} />
              Runs
            </Link>
            <Link className="btn" to="/workflows/$id/cases" params={{ id }} search={{}}>
              <Icon name="check" size={14} />
              Test cases
            </Link>
            <Allowed to="control:workflow.draft">
              <Edit id={id} />
            </Allowed>
            <Allowed to="control:run.start">
              <Start onStart={start} />
            </Allowed>
          </span>
        )}
      </header>
      <Asked query={query} loading={<Skeleton />} missing={(broken) => <DraftOr id={id} none={broken} />}>
        {(workflow) => (search.version === undefined ? <One workflow={workflow} /> : <Difference workflow={workflow} against={Number(search.version)} />)}
      </Asked>
    </Page>
  );
}

/** `S` starts too. */
function Start({ onStart }: { onStart: () => void }) {
  useEffect(() => onKey('s', onStart), [onStart]);
  return (
    <button type="button" className="btn primary" onClick={onStart}>
      <Icon name="play" size={14} />
      Start <kbd>S</kbd>
    </button>
  );
}

/** `E` opens the editor too. */
function Edit({ id }: { id: string }) {
  const navigate = useNavigate();
  useEffect(() => onKey('e', () => void navigate({ to: '/workflows/$id/edit', params: { id }, search: {} })), [navigate, id]);
  return (
    <Link className="btn" to="/workflows/$id/edit" params={{ id }} search={{}}>
      Edit <kbd>E</kbd>
    </Link>
  );
}

function One({ workflow }: { workflow: WorkflowDetail }) {
  const [search, change] = useAddress();
  const navigate = useNavigate();
  const mayStart = useMay()('control:run.start');
  const { data: all } = useQuery(workflowsQuery);
  const versions = useQuery(versionsQuery('workflow', workflow.id));
  const summary = all?.items.find(({ id }) => id === workflow.id);
  const close = useCallback(() => change(without(search, 'act')), [change, search]);
  const owner = versions.data?.items.reduce((a, b) => (b.version > a.version ? b : a)).by;
  return (
    <>
      <Facts summary={summary} owner={owner} />
      <div className="wfg">
        <div className="main1">
          <Painted workflow={workflow} newest={summary?.runs.newest ?? none} />
          <Month id={workflow.id} />
          <Newest id={workflow.id} total={summary?.runs.total} />
        </div>
        {search.act === 'start' && mayStart ? (
          <Side room="starting" title={`Start v${workflow.version}`} label={`Start ${workflow.id}`} shown="start" onClose={close}>
            <StartForm workflow={workflow} act="Start run" onStarted={(id) => void navigate({ to: '/runs/$id', params: { id }, search: {} })} />
          </Side>
        ) : (
          <aside className="side about" aria-label={`About ${workflow.id}`}>
            <div className="body">
              <About workflow={workflow} />
              <VersionRoad workflow={workflow} query={versions} />
            </div>
          </aside>
        )}
      </div>
    </>
  );
}

const none: WorkflowSummary['runs']['newest'] = [];

/** The graph without a run, with the figures of its newest run that came to its end, or failed before. */
function Painted({ workflow, newest }: { workflow: WorkflowDetail; newest: WorkflowSummary['runs']['newest'] }) {
  const navigate = useNavigate();
  const narrow = useMedia('(max-width: 930px)');
  const last = newest.find(({ state }) => state === 'succeeded' || state === 'failed');
  const read = useQuery({ ...runQuery(last?.id ?? ''), enabled: last !== undefined }).data;
  const run = read?.version === workflow.version ? read : undefined;
  const graph = useMemo(() => painted(workflow, run), [workflow, run]);
  const starts = useStarts(workflow.id);
  const ends = useMemo(() => ({ starts, input: Object.keys((workflow.input.properties ?? {})).join(', '), output: outputNote(workflow, run), arrived: true }), [starts, workflow, run]);
  const open = useCallback(
    (path: string) => {
      if (run !== undefined) void navigate({ to: '/runs/$id', params: { id: run.id }, search: { open: path } });
    },
    [navigate, run],
  );
  return (
    <div className="painted">
      {narrow ? <Outline graph={graph} ends={ends} onOpen={open} /> : <GraphView graph={graph} ends={ends} open={undefined} onOpen={open} grows />}
      <p className="gkey">
        {run === undefined ? (
          `v${workflow.version} has not run to its end yet: figures stand on the graph after that.`
        ) : (
          <>
            <i className="share-key" aria-hidden="true" /> share of a run’s time; counts, p50 and failures of{' '}
            <Link to="/runs/$id" params={{ id: run.id }} search={{}}>
              its newest finished run
            </Link>
          </>
        )}
      </p>
    </div>
  );
}

/** Its triggers as stations above the graph; absent for who may not see them. */
function useStarts(id: string): Start[] {
  const navigate = useNavigate();
  const may = useMay()('control:trigger.read');
  const { data } = useQuery({ ...triggersQuery, enabled: may });
  return useMemo(() => {
    const mine = data?.items.filter(({ workflow }) => workflow === id) ?? [];
    if (data !== undefined && mine.length === 0) return [{ id: 'by hand', kind: 'by hand', note: 'or by a call' }];
    return mine.map((one) => {
      const { words, code } = source(one);
      return { id: one.id, kind: one.on, note: [one.name, `${code} ${words}`.trim()].filter((part) => part !== '').join(': '), wrong: one.problem !== undefined, onOpen: () => void navigate({ to: '/triggers', search: { open: one.id } }) };
    });
  }, [data, id, navigate]);
}

function outputNote(workflow: WorkflowDetail, run: Run | undefined): string {
  const { output } = run ?? {};
  if (typeof output === 'object' && output !== null && !Array.isArray(output) && !('truncated' in output)) return Object.keys(output).slice(0, 4).join(', ');
  return /^\$\{(\w+)\}$/.exec(workflow.output ?? '')?.[1] ?? '';
}

function Month({ id }: { id: string }) {
  const navigate = useNavigate();
  const place = useRef<HTMLElement>(null);
  const { data } = useQuery({ ...countsQuery({ workflow: id, since: '30d' }), enabled: useSeen(place) });
  return (
    <section className="month" aria-label="30 days" ref={place}>
      <div className="cap">
        <h2>30 days</h2>
        <span className="soft small">runs started, in red those that failed</span>
        <span className="grow" />
        {data === undefined ? null : (
          <Link to="/runs" search={{ workflow: id, since: '30d' }}>
            {data.total} runs
          </Link>
        )}
      </div>
      {data?.total === 0 ? (
        <Empty title={`${id} has not run in 30 days`}>Start it with S; figures stand here after its first run.</Empty>
      ) : (
        <div className="volume">
          <Bars volume={data} what="Runs started" failed="failed" endsNow onSpan={(since, until) => void navigate({ to: '/runs', search: { workflow: id, since, until } })} />
        </div>
      )}
    </section>
  );
}

function Skeleton() {
  return (
    <>
      <dl className="facts">
        {[40, 64, 96, 40, 80].map((width, at) => (
          <div key={at}>
            <Sk width={width} />
          </div>
        ))}
      </dl>
      <GraphLater />
    </>
  );
}
