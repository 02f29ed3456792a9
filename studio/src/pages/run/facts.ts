import type { Payload, Run, StepView, Timeline } from '@/api/schema';
import { duration } from '@/format/duration';
import { list, plural } from '@/format/text';
import { word } from '@/format/words';
import { folded } from '@/json/tree';

/** How long the run has been going, or went; undefined while it waits to begin, also anew. */
export function elapsedMs(run: Run, now: number): number | undefined {
  if (run.startedAt === undefined || run.state === 'queued') return undefined;
  return run.state === 'running' || run.state === 'waiting' ? Math.max(0, now - Date.parse(run.startedAt)) : run.durationMs;
}

/** `queued 2.0 s`: how long the run waited before it began; undefined below a tenth of a second. */
export function queued(run: Pick<Run, 'queuedMs'>): string | undefined {
  return run.queuedMs < 100 ? undefined : `queued ${duration(run.queuedMs)}`;
}

/** `about 12 s left`, from the estimate of the timeline. */
export function left(timeline: Timeline | undefined, now: number): string | undefined {
  const ends = (timeline?.lanes ?? []).flatMap((lane) => (lane.estimateTo === undefined ? [] : [Date.parse(lane.estimateTo)]));
  const ms = Math.max(0, ...ends) - now;
  return ms < 1000 ? undefined : `about ${duration(Math.round(ms / 1000) * 1000).replace('.0 s', ' s')} left`;
}

/** How many calls of a capability have succeeded, as the steps tell while they run; undefined where no step makes it. */
export function succeeded(run: Run, capability: string): number | undefined {
  const nodes = new Set(flatSteps(run.definition.steps).flatMap((step) => (step.call === capability ? [step.node] : [])));
  return nodes.size === 0 ? undefined : run.steps.reduce((n, step) => n + (nodes.has(step.node) ? step.succeeded : 0), 0);
}

/** Steps with those inside them and those that undo them. */
export function flatSteps(steps: readonly StepView[]): StepView[] {
  return steps.flatMap((step) => [step, ...flatSteps(step.steps ?? []), ...flatSteps(step.undo ?? []), ...(step.arms ?? []).flatMap((arm) => flatSteps(arm.steps))]);
}

/** The labels of a cost: it is reckoned from the price table, and what the providers are is said with it. */
export function costMarks(run: Run): string[] {
  if (Number(run.cost.amount) === 0) return [];
  const asked = run.providers.filter((provider) => provider.attempts > 0);
  const honest = asked.some((provider) => provider.marks.includes('recorded')) ? ['recorded'] : [];
  return ['list price', ...honest.map(word)];
}

/** What stands at the input's end of the trunk: `502 complaints, 5 classes`; of a folded one what the steps have told. */
export function inputNote(run: Run): string {
  const input: Payload = run.input;
  if (folded(input)) return list(gone(run));
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return '';
  return Object.entries(input)
    .flatMap(([name, value]) => {
      const size = Array.isArray(value) ? value.length : typeof value === 'object' && value !== null ? Object.keys(value as object).length : undefined;
      return size === undefined ? [] : [plural(size, singular(name), name)];
    })
    .join(', ');
}

/** The lists of the input that the outermost steps went through, with their lengths. */
function gone(run: Run): string[] {
  return run.definition.steps.flatMap((step) => {
    const name = /^\$\{input\.(\w+)\}$/.exec(step.text)?.[1];
    const total = run.steps.find((at) => at.node === step.node)?.total;
    return step.type !== 'each' || name === undefined || total === undefined ? [] : [plural(total, singular(name), name)];
  });
}

/** What stands at its output's end: the names of what came out, or from where it will come. */
export function outputNote({ output, definition }: Run): string {
  if (output === undefined) return /^\$\{(\w+)\}$/.exec(definition.output ?? '')?.[1] ?? '';
  if (folded(output) || typeof output !== 'object' || output === null || Array.isArray(output)) return '';
  return Object.keys(output).slice(0, 4).join(', ');
}

function singular(name: string): string {
  return name.replace(/(ss|x|ch|sh)es$/, '$1').replace(/([^s])s$/, '$1');
}
