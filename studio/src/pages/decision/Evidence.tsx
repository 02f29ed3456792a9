import type { Attempt, Candidate, Decision, Hold } from '@/api/schema';
import { Breaker } from '@/design/State';
import { Tag, Tags } from '@/design/Marks';
import { duration, latency } from '@/format/duration';
import { list } from '@/format/text';
import { word } from '@/format/words';

/** Under route: the candidates in their order, and who was left out and why. */
export function Candidates({ decision }: { decision: Decision }) {
  const { candidates, exclusions } = decision;
  const most = Math.max(...candidates.map((c) => c.score), 0.01);
  const out = exclusions.reduce((n, exclusion) => n + exclusion.providers.length, 0);
  return (
    <>
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
              <CandidateRow key={candidate.provider} candidate={candidate} most={most} />
            ))}
          </tbody>
        </table>
      )}
      {out === 0 ? null : (
        <p className="excl">
          {out} excluded:{' '}
          {exclusions.map((exclusion) => (
            <span key={exclusion.reason}>
              {list(exclusion.providers)}, <code>{exclusion.reason}</code>
              {exclusion.detail === '' ? '' : `, ${exclusion.detail.replace(/\.$/, '')}`}.{' '}
            </span>
          ))}
        </p>
      )}
    </>
  );
}

function CandidateRow({ candidate, most }: { candidate: Candidate; most: number }) {
  const { breaker } = candidate;
  return (
    <tr className={candidate.rank === 1 ? 'won' : undefined}>
      <td className="nowrap">
        <span className="rank">{candidate.rank}</span>
        {candidate.provider}
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
      ) : (
        <span className="bad" title={failure.message}>
          {status === undefined ? '' : `${status} `}
          {failure.code}
        </span>
      )}{' '}
      {attempt.injected ? <Tag>injected</Tag> : null} <span className="soft nowrap">{duration(attempt.durationMs)}</span>
      <Spent attempt={attempt} />
    </>
  );
}

/** What an attempt cost, if anything, and whether a part of that was counted here. */
function Spent({ attempt }: { attempt: Attempt }) {
  const used = Object.entries(attempt.used).map(([unit, quantity]) => `${quantity} ${unit.replaceAll('_', ' ')}`);
  if (used.length === 0) return null;
  const { amount, currency } = attempt.cost;
  return (
    <span className="soft nowrap" title={list(used)}>
      {' '}
      {amount} {currency}
      {attempt.estimated ? ', estimated' : ''}
    </span>
  );
}

/** Under settle: one table per unit, a row per hold. */
export function Holds({ holds }: { holds: Hold[] }) {
  const units = [...new Set(holds.map((hold) => hold.unit))];
  return units.map((unit) => (
    <table key={unit} className="ledger">
      <thead>
        <tr>
          <th>Hold, {unit}</th>
          <th className="num">Held</th>
          <th className="num">Settled</th>
          <th className="num">Returned</th>
          <th className="num">Left under the cap</th>
        </tr>
      </thead>
      <tbody>
        {holds
          .filter((hold) => hold.unit === unit)
          .map((hold) => (
            <tr key={`${hold.attempt} ${hold.budget}`}>
              <td title={hold.scope === undefined ? hold.budget : `${hold.budget}, of ${hold.scope}`}>
                {hold.attempt} {hold.provider}
              </td>
              <td className="num" data-l="held">
                {hold.held}
              </td>
              <td className="num" data-l="settled">
                {hold.settled}
              </td>
              <td className="num" data-l="returned">
                {hold.returned}
              </td>
              <td className="num soft" data-l="left">
                {hold.left} of {hold.cap} a {hold.period}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  ));
}
