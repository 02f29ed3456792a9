import type { Json, StepTrial } from '@/api/schema';
import { memberOf } from '@/graph/spots';
import { mentioned } from './lastValues';
import { isObject, valueAt } from './values';

/** What became of a step on the way to the one that is tested. */
export interface Ran {
  id: string;
  /** `no value`: it was not begun, or not sent; what reads it fails unless a value is given. */
  how: 'given' | 'computed' | 'called' | 'skipped' | 'not sent' | 'no value' | 'failed';
  value: Json | undefined;
  /** What it would have been called with, where it was not sent. */
  input: Json | undefined;
  problem: string | undefined;
}

/** What steps before a step are tried with. */
export interface Ways {
  /** How a step begins on values. */
  trial: (step: string, values: Readonly<Record<string, Json>>) => Promise<StepTrial>;
  /** Whether a capability only reads. */
  reads: (capability: string) => Promise<boolean>;
  call: (trial: StepTrial) => Promise<Json>;
  onRan: (ran: Ran) => void;
  signal: AbortSignal;
}

/** A step on the way to another; `holds` where it is one around it. */
interface OnTheWay {
  id: string;
  holds: boolean;
}

/** The way to a step: in each list that leads to it the steps above, then the one that holds the next list. */
function way(target: string, paths: ReadonlyMap<string, string>): OnTheWay[] {
  const found: OnTheWay[] = [];
  for (let path = paths.get(target), holds = false; path !== undefined; holds = true) {
    const [list, at] = memberOf(path);
    if (list === undefined) break;
    const above = [...paths].filter(([, other]) => memberOf(other)[0] === list && memberOf(other)[1] < at).sort(([, a], [, b]) => memberOf(a)[1] - memberOf(b)[1]);
    const here = [...paths].find(([, other]) => other === path)?.[0];
    found.unshift(...above.map(([id]) => ({ id, holds: false })), ...(holds && here !== undefined ? [{ id: here, holds }] : []));
    path = [...paths.values()].filter((other) => list.startsWith(`${other}.`)).sort((a, b) => b.length - a.length)[0];
  }
  return found;
}

/** The steps that come before one. */
export const before = (target: string, paths: ReadonlyMap<string, string>): string[] => way(target, paths).flatMap(({ id, holds }) => (holds ? [] : [id]));

/** The names of values that must be given before a step can be tested in the whole: the input, and items around it. */
export function asked(target: string, paths: ReadonlyMap<string, string>, text: unknown): string[] {
  const steps = [...before(target, paths), target].map((id) => valueAt(text, paths.get(id) ?? ''));
  return steps.some((step) => isObject(step) && mentioned(step, ['input']).length > 0) ? ['input'] : [];
}

/** Tries the steps before one, each on what those before it have yielded: what only reads is called, what may change something is not. */
export async function runUpTo(target: string, paths: ReadonlyMap<string, string>, text: unknown, given: Readonly<Record<string, Json>>, ways: Ways): Promise<Record<string, Json>> {
  const values: Record<string, Json> = { ...given };
  for (const { id, holds } of way(target, paths)) {
    if (ways.signal.aborted) break;
    const step = valueAt(text, paths.get(id) ?? '');
    if (holds) await item(id, step, values, ways);
    else {
      const ran: Ran = id in given ? { id, how: 'given', value: given[id], input: undefined, problem: undefined } : await tried(id, values, ways);
      if (ran.value !== undefined) values[id] = ran.value;
      ways.onRan(ran);
    }
  }
  return values;
}

/** The first item of the list that a step goes through. */
async function item(id: string, step: unknown, values: Record<string, Json>, ways: Ways): Promise<void> {
  if (!isObject(step) || !('each' in step) || typeof step.as !== 'string' || step.as in values) return;
  const { input } = await ways.trial(id, values);
  if (Array.isArray(input) && input[0] !== undefined) values[step.as] = input[0];
}

async function tried(id: string, values: Readonly<Record<string, Json>>, ways: Ways): Promise<Ran> {
  const trial = await ways.trial(id, values);
  const ran = { id, value: undefined, input: trial.input, problem: trial.problem };
  if (trial.outcome === 'output') return { ...ran, how: 'computed', value: trial.value };
  if (trial.outcome === 'skipped' || trial.outcome === 'wait') return { ...ran, how: 'skipped', value: null };
  if (trial.outcome === 'failed') return { ...ran, how: 'failed' };
  if (trial.capability === undefined) return { ...ran, how: 'no value' };
  if (!(await ways.reads(trial.capability))) return { ...ran, how: 'not sent' };
  return { ...ran, how: 'called', value: await ways.call(trial) };
}
