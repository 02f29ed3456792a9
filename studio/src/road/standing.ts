import type { Decision, DecisionSummary } from '@/api/schema';
import { stageWord } from '@/format/words';
import { stages, type StageName, type Standing } from './stages';

export interface Told {
  name: StageName;
  standing: Standing;
  ms: number | null;
  verdict: string;
  reason: string;
}

/** What stands at each of the twelve stations of a decision; behind a stop the road was not travelled. */
export function standings(road: DecisionSummary['road']): Standing[] {
  const verdicts = new Map(road.map((point) => [stageWord(point.stage), point.verdict]));
  const stop = stages.findIndex((stage) => verdicts.get(stage) === 'stopped');
  return stages.map((stage, at) => {
    if (stop >= 0 && at >= stop) return at === stop ? 'stopped' : 'ahead';
    const verdict = verdicts.get(stage);
    return verdict === undefined ? 'ahead' : verdict === 'skipped' ? 'idle' : 'decided';
  });
}

/** All twelve stages of a decision, with what each said; one that was never reached says so. */
export function told(decision: Decision): Told[] {
  const said = new Map(decision.stages.map((stage) => [stageWord(stage.stage), stage]));
  return standings(decision.road).map((standing, at) => {
    const name = stages[at] ?? 'record';
    const stage = said.get(name);
    if (stage === undefined) return { name, standing: standing === 'stopped' ? standing : 'ahead', ms: null, verdict: 'not reached', reason: '' };
    const idle = standing === 'decided' && !stage.decided;
    return { name, standing: idle ? 'idle' : standing, ms: standing === 'ahead' || stage.us === undefined ? null : stage.us / 1000, verdict: stage.verdict, reason: stage.reason };
  });
}
