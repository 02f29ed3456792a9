import { boxes, key, type Layout, type Placed } from './layout';
import type { Graph, GraphNode } from './model';

/** A place in a list of steps where a step can be put. */
export interface Place {
  /** Path of the list in the text, e.g. `spec.steps[0].steps`. */
  list: string;
  /** The place in that list. */
  at: number;
  /** Where that is in words, e.g. `behind mask`. */
  words: string;
}

/** Such a place in a drawing: a line. */
export interface Spot extends Place {
  x: number;
  y: number;
  length: number;
  /** Whether the line runs down, between steps beside each other. */
  upright: boolean;
  /** The innermost frame that it lies in. */
  within: Placed | undefined;
}

interface Member {
  id: string;
  at: number;
  box: Placed;
  top: boolean;
  within: Placed | undefined;
}

const beside = 8;

/** Where steps can be put in a drawing; `paths` tells of each step, by its id, where it stands in the text. */
export function spotsOf(graph: Graph, layout: Layout, paths: ReadonlyMap<string, string>): Spot[] {
  const all = boxes(layout);
  const lists = new Map<string, Member[]>();
  const empty: Spot[] = [];
  const visit = (node: GraphNode, top: boolean, within: Placed | undefined): void => {
    const [list, at] = memberOf(paths.get(node.id));
    const box = all.get(top ? key(node) : node.path);
    if (list !== undefined && box !== undefined) lists.set(list, [...(lists.get(list) ?? []), { id: node.id, at, box, top, within }]);
    if (node.kind === 'frame' && node.inside?.nodes.length === 0 && box !== undefined) empty.push({ list: `${paths.get(node.id) ?? ''}.steps`, at: 0, words: `in ${node.id}`, x: box.x + 16, y: box.y + box.height / 2, length: box.width - 32, upright: false, within: box });
    // The head of a group is the group once more.
    node.inside?.nodes.filter((child) => child.id !== node.id).forEach((child) => visit(child, false, node.kind === 'frame' ? box : within));
  };
  graph.nodes.forEach((node) => visit(node, true, undefined));
  return [...[...lists].flatMap(([list, members]) => spotsIn(list, members.sort((a, b) => a.at - b.at))), ...empty].sort((a, b) => a.y - b.y || a.x - b.x);
}

/** The list that a path is an item of, and which. */
export function memberOf(path: string | undefined): [list: string | undefined, at: number] {
  const [, list, at] = /^(.*)\[(\d+)\]$/.exec(path ?? '') ?? [];
  return [list, Number(at)];
}

/** The places of all lists as they follow each other in the text. */
export function placesOf(paths: ReadonlyMap<string, string>): Place[] {
  const lists = new Map<string, { id: string; at: number }[]>();
  for (const [id, path] of paths) {
    const [list, at] = memberOf(path);
    if (list !== undefined) lists.set(list, [...(lists.get(list) ?? []), { id, at }]);
  }
  const walk = (list: string): Place[] => {
    const members = (lists.get(list) ?? []).sort((a, b) => a.at - b.at);
    const places = members.flatMap(({ id, at }, index): Place[] => {
      const previous = members[index - 1];
      const inner = [...lists.keys()].filter((other) => other.startsWith(`${list}[${at}].`) && !other.slice(list.length + 1).includes('.steps['));
      return [{ list, at, words: previous === undefined ? `before ${id}` : `behind ${previous.id}` }, ...inner.flatMap(walk)];
    });
    const last = members.at(-1);
    return last === undefined ? places : [...places, { list, at: last.at + 1, words: `behind ${last.id}` }];
  };
  return walk('spec.steps');
}

function spotsIn(list: string, members: readonly Member[]): Spot[] {
  const before = members.map(({ id, at, box, top, within }, index): Spot => {
    const previous = members[index - 1];
    const words = previous === undefined ? `before ${id}` : `behind ${previous.id}`;
    return top ? { list, at, words, x: box.x, y: box.y - 16, length: box.width, upright: false, within } : { list, at, words, x: box.x - beside, y: box.y, length: box.height, upright: true, within };
  });
  const last = members.at(-1);
  if (last === undefined) return before;
  const { id, at, box, top, within } = last;
  const behind = { list, at: at + 1, words: `behind ${id}`, within };
  return [...before, top ? { ...behind, x: box.x, y: box.y + box.height + 16, length: box.width, upright: false } : { ...behind, x: box.x + box.width + beside, y: box.y, length: box.height, upright: true }];
}

/** Those at which a step can be put that is at a path now: not inside of itself, and not where it is. */
export function spotsFor<P extends Place>(spots: readonly P[], path: string | undefined): P[] {
  const [list, at] = memberOf(path);
  if (path === undefined || list === undefined) return [...spots];
  return spots.filter((spot) => spot.list !== path && !spot.list.startsWith(`${path}.`) && !(spot.list === list && (spot.at === at || spot.at === at + 1)));
}

/** The one whose line is nearest to a point, of those in the innermost frame that the point lies in. */
export function nearest(spots: readonly Spot[], point: { x: number; y: number }): Spot | undefined {
  const size = ({ within }: Spot) => (within === undefined ? Infinity : within.width * within.height);
  const holds = ({ within }: Spot) => within === undefined || (point.x >= within.x && point.x <= within.x + within.width && point.y >= within.y && point.y <= within.y + within.height);
  const inner = Math.min(...spots.filter(holds).map(size));
  let found: Spot | undefined;
  let least = Infinity;
  for (const spot of spots) {
    if (size(spot) !== inner || !holds(spot)) continue;
    const far = distance(spot, point);
    if (far < least) [found, least] = [spot, far];
  }
  return found;
}

function distance({ x, y, length, upright }: Spot, point: { x: number; y: number }): number {
  const within = (from: number, at: number) => Math.max(0, from - at, at - from - length);
  return upright ? Math.hypot(point.x - x, within(y, point.y)) : Math.hypot(within(x, point.x), point.y - y);
}

/** Whether two are one place. */
export const same = (one: Place, other: Place | undefined): boolean => one.list === other?.list && one.at === other.at;

/** The spot that an arrow leads to from another. */
export function nextSpot(spots: readonly Spot[], from: Spot | undefined, arrow: string): Spot | undefined {
  const by = arrow === 'ArrowDown' || arrow === 'ArrowRight' ? 1 : arrow === 'ArrowUp' || arrow === 'ArrowLeft' ? -1 : 0;
  if (by === 0) return undefined;
  const at = spots.findIndex((spot) => same(spot, from));
  return spots[Math.max(0, Math.min(spots.length - 1, at + by))];
}
