import type { Attempt, Candidate, Decision } from '@/api/schema';
import { Breaker } from '@/design/State';
import { Tag, Tags } from '@/design/Marks';
import { duration, latency } from '@/format/duration';
import { count, list } from '@/format/text';
import { word } from '@/format/words';

/** Under route: the candidates in their order, and who was left out and why. */
export function Candidates({ decision }: { decision: Decision }) {
  const { candidates } = decision;
  const most = Math.max(...candidates.map((c) => c.score), 0.01);
  return (
    <>
      <Asked decision={decision} />
      {candidates.length === 0 ? null : (
        <table className="cands">
          <thead>
            <tr>
              <th>Candidate</th>
              <th className="num">Score</th>
              <th className="num">In flight</th>
              <th className="num">Latency</th>
              <th>Breaker</th>
              <th>Why</th>
            </tr>
          </thead>
          <tbody>
            {candidates.map((candidate) => (
              <CandidateRow key={candidate.offer} candidate={candidate} most={most} />
            ))}
          </tbody>
        </table>
      )}
      <Excluded decision={decision} />
    </>
  );
}

/** What the call asks of a model, by which offers fall out or are the cheapest. */
function Asked({ decision: { asked } }: { decision: Decision }) {
  if (asked === undefined) return null;
  return (
    <p className="asked">
      Asked for {asked.model === undefined ? 'any model' : <code>{asked.model}</code>}, about <b>{count(asked.inputTokens)}</b> tokens of input <Tag>estimated</Tag>,{' '}
      {asked.maxOutputTokens === undefined ? 'output of any length' : <>at most <b>{count(asked.maxOutputTokens)}</b> of output</>},{' '}
      {asked.abilities.length === 0 ? 'no special ability' : <>able to: <b>{list(asked.abilities)}</b></>}.
    </p>
  );
}

/** Who was left out: a row for each reason. */
function Excluded({ decision: { exclusions } }: { decision: Decision }) {
  if (exclusions.length === 0) return null;
  return (
    <table className="outs">
      <thead>
        <tr>
          <th>Excluded</th>
          <th>Code</th>
          <th>Reason</th>
        </tr>
      </thead>
      <tbody>
        {exclusions.map((exclusion) => (
          <tr key={`${exclusion.reason} ${exclusion.detail}`}>
            <td>{list(exclusion.offers)}</td>
            <td>
              <code>{exclusion.reason}</code>
            </td>
            <td className="why">{exclusion.detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function CandidateRow({ candidate, most }: { candidate: Candidate; most: number }) {
  const { breaker } = candidate;
  return (
    <tr className={candidate.rank === 1 ? 'won' : undefined}>
      <td className="nowrap">
        <span className="rank">{candidate.rank}</span>
        {candidate.offer}
        <Tags marks={candidate.marks} />
      </td>
      <td className="num">
        {candidate.score.toFixed(2)}
        <span className="score">
          <i style={{ width: `${Math.max(0, candidate.score / most) * 100}%` }} />
        </span>
      </td>
      <td className="num" data-l="in flight">
        {candidate.inFlight}
      </td>
      <td className="num" data-l="latency">
        {candidate.latencyMs === undefined ? '–' : latency(candidate.latencyMs)}
      </td>
      <td data-l="breaker">
        <Breaker state={word(breaker.state)} {...(breaker.failed === 0 ? {} : { note: `${breaker.failed} of ${breaker.of}` })} />
      </td>
      <td className="why">{candidate.why}</td>
    </tr>
  );
}

/** What came of one attempt. */
export function AttemptResult({ attempt }: { attempt: Attempt }) {
  const { failure } = attempt;
  const status = failure?.fields.status;
  return (
    <>
      {failure === undefined ? (
        attempt.outcome
      ) : attempt.outcome === 'cancelled' ? (
        <span title={failure.message}>cancelled</span>
      ) : (
        <span className="bad" title={failure.message}>
          {status === undefined ? '' : `${status} `}
          {failure.code}
        </span>
      )}{' '}
      {attempt.injected ? <Tag>injected</Tag> : null} <span className="soft nowrap">{duration(attempt.durationMs)}</span>
      <Seen attempt={attempt} />
    </>
  );
}

/** When the first of it could be seen, and whether it raced another one. */
function Seen({ attempt }: { attempt: Attempt }) {
  const lost = attempt.hedged && attempt.outcome === 'cancelled';
  return (
    <>
      {attempt.firstMs === undefined ? null : <span className="also">first output after {duration(attempt.firstMs)}</span>}
      {attempt.hedged ? <span className="also">hedged{lost ? `: ${attempt.failure?.message ?? 'another was faster'}` : ''}</span> : null}
      {attempt.sameProvider ? <span className="also">again at the same</span> : null}
    </>
  );
}
