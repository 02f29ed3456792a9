import type { Approval, Limit } from '@/api/schema';
import { StateIcon } from '@/design/State';
import { actWords, inForce, leaveWords } from './threshold';

/** What happens at which share of a limit's cap: those that are reached, or all. */
export function Thresholds({ limit, approvals, all = false }: { limit: Limit; approvals: readonly Approval[]; all?: boolean }) {
  const shown = limit.thresholds.filter(({ reached }) => all || reached);
  const leave = leaveWords(inForce(approvals, limit));
  return shown.map((one) => (
    <p key={`${one.at} ${one.act}`} className="small threshold">
      <span>
        <StateIcon of={one.reached ? 'degraded' : 'queued'} bare /> {one.at} {one.reached ? 'reached: ' : ''}
        {actWords(one)}
        {one.act === 'ask' && leave !== undefined ? <b>; allowed: {leave}</b> : null}
      </span>
    </p>
  ));
}
