import type { RunApproval } from '@/api/schema';
import { Bar } from '@/design/Marks';
import { useNow } from '@/design/now';
import { until } from '@/format/time';
import { left, afterwards } from './asked';

/** How long is left until something becomes of it, and what. */
export function Left({ one }: { one: RunApproval }) {
  const now = useNow();
  const share = left(one, now);
  if (one.next === undefined || share === undefined) return <span className="soft">no time set</span>;
  const close = Date.parse(one.next.at) - now < 900_000;
  return (
    <span className={close ? 'left close' : 'left'}>
      <Bar parts={[{ kind: close ? 'hold' : 'done', percent: share }]} label={`${share} % of the time left`} /> {until(one.next.at, now)} <small className="soft">{afterwards(one)}</small>
    </span>
  );
}
