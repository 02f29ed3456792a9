import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { decisionQuery } from '@/api/queries';
import type { Attempt, Decision } from '@/api/schema';
import { copyText } from '@/design/clipboard';
import { Icon } from '@/design/Icon';
import { Id, Tags } from '@/design/Marks';
import { Prose } from '@/design/Prose';
import { Sk } from '@/design/Place';
import { State } from '@/design/State';
import { cost, duration } from '@/format/duration';
import { JsonTree } from '@/json/JsonTree';
import { Attempts } from '@/road/Attempts';
import { RoadLong, type LongStage } from '@/road/RoadLong';
import { told, type Told } from '@/road/standing';
import { stages } from '@/road/stages';
import { without } from '@/table/query';
import { useAddress } from '../address';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { decisionsIcon } from '../decisions/page';
import { Bill, Holds } from './Money';
import { AttemptResult, Candidates } from './Evidence';
import { Facts } from './Facts';
import { pieces } from './sentence';

/** Explain: the road of one call, stage by stage. */
export function DecisionPage() {
  const { id } = useParams({ from: '/inside/decisions/$id' });
  const query = useQuery(decisionQuery(id));
  const name = query.data?.step ?? query.data?.capability ?? 'Decision';
  return (
    <Page title={name}>
      <Head decision={query.data} name={name} id={id} />
      <Asked query={query} loading={<Skeleton />}>
        {(decision) => <Explain decision={decision} />}
      </Asked>
    </Page>
  );
}

function Head({ decision, name, id }: { decision: Decision | undefined; name: string; id: string }) {
  const [search, change] = useAddress();
  const [copied, setCopied] = useState(false);
  const raw = search.view === 'json';
  return (
    <header className="top">
      <Link className="crumb" to="/decisions" search={{}}>
        Decisions
      </Link>
      <span className="sep">/</span>
      <h1>{name}</h1>
      {decision === undefined ? null : <State of={decision.outcome} />}
      <Id id={id} />
      <span className="grow" />
      <span className="actions">
        <button type="button" className="btn" onClick={() => void copyText(location.href).then(setCopied)} onBlur={() => setCopied(false)}>
          <Icon name={copied ? 'check' : 'link'} size={14} />
          {copied ? 'Copied' : 'Copy link'}
        </button>
        <Link className="btn" to="/decisions/$id/card" params={{ id }} search={{}}>
          Card
        </Link>
        <button type="button" className="btn" aria-pressed={raw} onClick={() => change(raw ? without(search, 'view') : { ...search, view: 'json' })}>
          {raw ? 'Road' : 'JSON'}
        </button>
      </span>
    </header>
  );
}

function Explain({ decision }: { decision: Decision }) {
  const [search] = useAddress();
  const { totals } = decision;
  return (
    <div className="explain">
      <div className="say">
        <p>
          {pieces(decision).map((piece, at) => (
            <span key={at}>
              {piece.strong ? <b>{piece.text}</b> : piece.text}
              <Tags marks={piece.marks} />
            </span>
          ))}
        </p>
        <span className="sum">
          <span>
            <b>{duration(totals.allMs)}</b> in all
          </span>
          {decision.provider === undefined ? null : (
            <span>
              <b>{duration(totals.providerMs)}</b> at providers
            </span>
          )}
          <span>
            <b>{cost(totals.roadUs / 1000)}</b> road
          </span>
        </span>
      </div>
      {search.view === 'json' ? (
        <div className="raw">
          <JsonTree payload={decision} name={decision.id} />
        </div>
      ) : (
        <RoadLong stages={told(decision).map((stage) => withEvidence(stage, decision))} />
      )}
      <Facts decision={decision} />
    </div>
  );
}

/** Evidence opens under its stage: candidates under route, attempts under attempt, what was used and held under settle. */
function withEvidence(stage: Told, decision: Decision): LongStage {
  const plain: LongStage = { ...stage, reason: <Prose text={stage.reason} /> };
  if (stage.name === 'route' && decision.candidates.length + decision.exclusions.length > 0) return { ...plain, more: <Candidates decision={decision} /> };
  if (stage.name === 'settle' && decision.holds.length + billed(decision).length > 0) {
    return {
      ...plain,
      more: (
        <>
          <Bill attempts={billed(decision)} />
          <Holds decision={decision} />
        </>
      ),
    };
  }
  if (stage.name === 'attempt' && decision.attempts.length > 0) {
    return { ...plain, verdict: decision.failover ? <FailedOver word={stage.verdict} /> : stage.verdict, after: <Tries decision={decision} reached={stage.standing !== 'stopped'} /> };
  }
  return plain;
}

/** Those that used what has a price or might have one; a mere count of calls is no bill. */
function billed(decision: Decision): Attempt[] {
  return decision.attempts.filter((attempt) => attempt.prices.length > 0 || Object.keys(attempt.used).some((unit) => unit !== 'calls'));
}

function FailedOver({ word }: { word: string }) {
  return (
    <>
      <span className="t-waiting -mx-[3px]">
        <Icon name={decisionsIcon} />
      </span>
      {word}
    </>
  );
}

function Tries({ decision, reached }: { decision: Decision; reached: boolean }) {
  return (
    <Attempts
      reached={reached}
      tries={decision.attempts.map((attempt) => ({
        key: String(attempt.n),
        name: attempt.offer,
        ended: attempt.outcome === 'ok' ? 'answered' : attempt.outcome === 'cancelled' && attempt.hedged ? 'outrun' : 'failed',
        fromMs: attempt.startedMs,
        toMs: attempt.startedMs + attempt.durationMs,
        result: <AttemptResult attempt={attempt} />,
      }))}
    />
  );
}

function Skeleton() {
  return <RoadLong stages={stages.map((name, at): LongStage => ({ name, ms: null, standing: 'ahead', verdict: <Sk width={64 + ((at * 37) % 60)} />, reason: <Sk width={180 + ((at * 53) % 160)} /> }))} />;
}

