import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { stepQuery, timelineQuery } from '@/api/queries';
import type { Run, Timeline } from '@/api/schema';
import { isOver } from '@/api/state';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Id } from '@/design/Marks';
import { useMedia } from '@/design/media';
import { Sk } from '@/design/Place';
import { State } from '@/design/State';
import { recent } from '@/format/address';
import { GraphLater, GraphView } from '@/graph/GraphView';
import { graphOf } from '@/graph/model';
import { Outline } from '@/graph/Outline';
import { useRun } from '@/live/useRun';
import { without } from '@/table/query';
import { TimelineView } from '@/timeline/TimelineView';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { Rehearse } from '../rehearsals/Rehearse';
import { Again } from '../start/Again';
import { Retry } from '../start/Retry';
import { AgainFrom, canGoAgain } from './AgainFrom';
import { CancelRun } from './CancelRun';
import { inputNote, outputNote } from './facts';
import { FactsStrip } from './FactsStrip';
import { Panel } from './Panel';
import { Paused, PauseRun } from './PauseRun';
import { Stalled } from './Stalled';
import { isManyOf, itemOf, roundOf } from './stepKey';

/** One run, live: its graph, its timeline, and what is open beside them. */
export function RunPage() {
  const { id } = useParams({ from: '/inside/runs/$id' });
  const query = useRun(id);
  return (
    <Page title={query.data === undefined ? 'Run' : `${query.data.workflow} ${query.data.state}`} fixed>
      <Head run={query.data} id={id} />
      <Asked query={query} loading={<Skeleton />}>
        {(run) => <Work run={run} />}
      </Asked>
    </Page>
  );
}

function Head({ run, id }: { run: Run | undefined; id: string }) {
  return (
    <header className="top">
      <Link className="crumb" to="/runs" search={recent}>
        Runs
      </Link>
      <span className="sep">/</span>
      <h1>{run?.workflow ?? 'Run'}</h1>
      {run === undefined ? null : (
        <>
          <span className="soft">v{run.version}</span>
          <State of={run.state} />
        </>
      )}
      <Id id={id} />
      <span className="grow" />
      <span className="actions">
        {run === undefined ? null : (
          <>
            <Link className="btn" to="/decisions" search={{ run: id }}>
              Decisions
            </Link>
            <Link className="btn" to="/workflows/$id" params={{ id: run.workflow }} search={{}}>
              Definition
            </Link>
            {isOver(run.state) ? (
              <Allowed to="control:run.start">
                <DoAgain run={run} />
              </Allowed>
            ) : (
              <>
                <Allowed to="control:run.cancel">
                  <Rehearse run={run.id} />
                </Allowed>
                <PauseRun run={run} />
                <CancelRun run={run} />
              </>
            )}
          </>
        )}
      </span>
    </header>
  );
}

/** What a run that is over can be followed by: itself again, with its input as it was or changed. */
function DoAgain({ run }: { run: Run }) {
  const [search, change] = useAddress();
  const again = useCallback(() => change({ ...without(search, 'open', 'tab'), act: 'again' }), [change, search]);
  useEffect(() => onKey('a', again), [again]);
  return (
    <>
      {canGoAgain(run.state) ? <AgainFrom run={run} /> : null}
      {run.state === 'failed' ? <Retry run={run} /> : null}
      <button type="button" className="btn" onClick={again}>
        <Icon name="again" size={14} />
        Run again <kbd>A</kbd>
      </button>
    </>
  );
}

function Work({ run }: { run: Run }) {
  const [search, change] = useAddress();
  const timeline = useQuery(timelineQuery(run.id, !isOver(run.state)));
  const narrow = useMedia('(max-width: 930px)');
  const graph = useMemo(() => graphOf(run.definition, run.steps, run.providers), [run]);
  const ends = useMemo(() => ({ input: inputNote(run), output: outputNote(run), arrived: run.state === 'succeeded' }), [run]);
  const open = search.open;
  const setOpen = useCallback((next: string | undefined) => change(next === undefined ? without(search, 'open', 'tab') : { ...without(search, 'act'), open: next }), [change, search]);
  const again = search.act === 'again' && open === undefined;
  const close = useCallback(() => change(without(search, 'act')), [change, search]);
  return (
    <>
      <FactsStrip run={run} timeline={timeline.data} />
      <Stalled run={run} />
      <Paused run={run} />
      {run.reason === undefined ? null : <Reason run={run} />}
      <div className={open === undefined && !again ? 'work' : 'work with-panel'}>
        {narrow ? <Outline graph={graph} ends={ends} onOpen={setOpen} /> : <GraphView graph={graph} ends={ends} open={open} onOpen={setOpen} />}
        <Asked query={timeline} loading={<TimelineSkeleton />}>
          {(data) => <Timed run={run} timeline={data} open={open} />}
        </Asked>
        {open === undefined ? null : <Panel run={run} open={open} settled={!timeline.isPending} onOpen={setOpen} />}
        {again ? <Again run={run} onClose={close} /> : null}
      </div>
    </>
  );
}

/** Why the run stands where it stands: the code and the step of a failure, who cancelled it, what it waits for. */
function Reason({ run }: { run: Run }) {
  const { reason } = run;
  if (reason === undefined) return null;
  return (
    <p className="reason">
      {run.state === 'failed' ? (
        <>
          <code className="bad">{reason.code}</code> {reason.step === undefined ? null : <>at <code>{reason.step}</code></>}
        </>
      ) : null}{' '}
      <span className="soft">{reason.message}</span>
    </p>
  );
}

/** The timeline, with the instance that is open on it. */
function Timed({ run, timeline, open }: { run: Run; timeline: Timeline; open: string | undefined }) {
  const one = open !== undefined && !isManyOf(open);
  const { data } = useQuery({ ...stepQuery(run.id, open ?? '', roundOf(run, open ?? '')), enabled: one });
  const item = open === undefined ? undefined : itemOf(open);
  const routed = run.steps.filter((step) => run.providers.some((p) => p.step === step.path) && step.type === 'call');
  const measured = routed.toSorted((a, b) => (b.p50Ms ?? 0) - (a.p50Ms ?? 0))[0]?.id ?? 'latency';
  const selected = one && data?.startedAt !== undefined ? { label: item === undefined ? data.id : `[${item}]`, at: data.startedAt } : undefined;
  return <TimelineView timeline={timeline} running={!isOver(run.state)} waiting={run.steps.flatMap(({ id, state }) => (state === 'waiting' ? id : []))} selected={selected} measured={measured} />;
}

function Skeleton() {
  return (
    <>
      <div className="facts">
        {[200, 80, 24, 40, 24, 40, 120].map((width, at) => (
          <div key={at}>
            <Sk width={width} />
          </div>
        ))}
      </div>
      <div className="work">
        <GraphLater />
        <TimelineSkeleton />
      </div>
    </>
  );
}

function TimelineSkeleton() {
  return (
    <div className="timeline p-4">
      <Sk width={400} />
    </div>
  );
}
