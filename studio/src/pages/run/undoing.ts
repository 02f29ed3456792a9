import type { Run, StepView } from '@/api/schema';
import { flatSteps } from './facts';
import { pathOf } from './stepKey';

/** The keys of what undoes one instance of a step, and of the instance that it undoes itself. */
export function undoing({ definition, steps }: Pick<Run, 'definition' | 'steps'>, key: string): { by: string[]; of: string | undefined } {
  const paths = new Map(steps.map(({ node, path }) => [node, path]));
  const here = steps.find(({ path }) => path === pathOf(key))?.node;
  const keyOf = ({ node }: StepView) => {
    const path = paths.get(node);
    return path === undefined ? [] : [keyAt(path, key)];
  };
  const all = flatSteps(definition.steps);
  const undone = all.find(({ undo }) => undo?.some(({ node }) => node === here) === true);
  const by = all.find(({ node }) => node === here)?.undo ?? [];
  const begun = by.filter(({ node }) => steps.some((step) => step.node === node && step.started > 0));
  return { by: begun.flatMap(keyOf), of: undone === undefined ? undefined : keyOf(undone)[0] };
}

/** The path of a step with the items of a key: `[].b` and `t[17].a` give `t[17].b`. */
function keyAt(path: string, key: string): string {
  const items = key.match(/\[\d+\]/g) ?? [];
  let at = 0;
  return path.replace(/\[\]/g, () => items[at++] ?? '[]');
}
