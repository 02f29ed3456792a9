import type { DecisionSummary } from '@/api/schema';
import { plural } from '@/format/text';
import { stages } from '@/road/stages';
import { standings } from '@/road/standing';
import type { ShortStage } from '@/road/RoadShort';

type Call = Pick<DecisionSummary, 'road' | 'failover' | 'principal' | 'route'>;

/** What the newest calls met at each of the twelve stages, together. */
export function roadOf(calls: readonly Call[]): ShortStage[] {
  const each = calls.map(({ road }) => standings(road));
  return stages.map((name, at) => {
    const here = each.map((standing) => standing[at]);
    const stopped = here.filter((standing) => standing === 'stopped').length;
    const decided = here.some((standing) => standing === 'decided' || standing === 'stopped');
    const idle = here.some((standing) => standing === 'idle');
    const words = stopped > 0 ? `${stopped} of ${calls.length} stopped` : decided ? met(name, calls) : idle ? 'nothing to decide' : '';
    return { name, ms: null, standing: decided ? 'decided' : idle ? 'idle' : 'ahead', verdict: words };
  });
}

/** What a stage is told by that stopped nothing. */
function met(stage: (typeof stages)[number], calls: readonly Call[]): string {
  const different = (of: (call: Call) => string | undefined) => new Set(calls.map(of).filter((one) => one !== undefined)).size;
  if (stage === 'authenticate') return plural(different(({ principal }) => principal), 'caller');
  if (stage === 'route') return plural(different(({ route }) => route), 'route');
  if (stage === 'attempt') {
    const over = calls.filter(({ failover }) => failover).length;
    return over === 0 ? 'none failed over' : `${over} failed over`;
  }
  return '';
}
