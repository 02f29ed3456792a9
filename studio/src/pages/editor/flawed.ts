import type { CheckedWorkflow } from '@/api/schema';
import type { Graph } from '@/graph/model';

/** The id of the step that a node stands for. */
export const idOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** The steps of a checked text, by id, with the path of each in the text. */
export function stepPaths(checked: CheckedWorkflow): Map<string, string> {
  const places = new Map(checked.places.map(({ node, path }) => [node, path]));
  const found = new Map<string, string>();
  const walk = (steps: CheckedWorkflow['steps']): void =>
    steps.forEach((step) => {
      const path = places.get(step.node);
      if (path !== undefined && !found.has(step.id)) found.set(step.id, path);
      walk(step.steps ?? []);
      walk(step.undo ?? []);
      step.arms?.forEach((arm) => walk(arm.steps));
    });
  walk(checked.steps);
  return found;
}

/** The innermost step that a path of the text lies in. */
export function stepOf(paths: ReadonlyMap<string, string>, path: string): string | undefined {
  let found: string | undefined;
  let length = 0;
  for (const [id, at] of paths) {
    if (at.length > length && (path === at || path.startsWith(`${at}.`))) [found, length] = [id, at.length];
  }
  return found;
}

/** The graph with the number of problems of each step at its node. */
export function flawed(graph: Graph, problems: CheckedWorkflow['problems'], paths: ReadonlyMap<string, string>): Graph {
  const counts = new Map<string, number>();
  for (const { path } of problems) {
    const id = stepOf(paths, path);
    if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return counts.size === 0 ? graph : marked(graph, counts);
}

function marked(graph: Graph, counts: ReadonlyMap<string, number>): Graph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const flaws = counts.get(node.id);
      return { ...node, ...(flaws === undefined ? {} : { flaws }), inside: node.inside === undefined ? undefined : marked(node.inside, counts) };
    }),
  };
}
