import type { Edge, Node } from '@xyflow/react';
import { boxes, key, type Layout } from './layout';
import { heightOf, trunkWidth } from './measure';
import type { Graph, GraphNode } from './model';
import { startPlaces, type Start } from './starts';
import { stationStates, travelled, type StationState } from './trunk';

export type StepNode = Node<{ node: GraphNode; chosen: boolean; onOpen: (path: string) => void }, 'step' | 'frame'>;
export type TrunkNode = Node<{ starts: number[]; ys: number[]; states: StationState[]; to: number; height: number }, 'trunk'>;
export type LabelNode = Node<{ title: string; note: string; soft: boolean; wrong?: boolean; onOpen?: () => void }, 'label'>;
export type GroupNode = Node<Record<string, never>, 'group'>;
export type FlowNode = StepNode | TrunkNode | LabelNode | GroupNode;
export type FlowEdge = Edge<{ count: number | undefined; alive: boolean; label: string; onOpen: () => void }, 'flow'>;

export interface Ends {
  /** What starts the workflow, above its input; absent in a run. */
  starts?: readonly Start[];
  input: string;
  output: string;
  /** Whether the run has succeeded. */
  arrived: boolean;
  /** Opens the form of the workflow itself; absent where nothing does. */
  onOpen?: () => void;
}

/** The drawing: a graph in its places, with the trunk, what starts it, its two ends, and what is chosen. */
export function flowOf(graph: Graph, layout: Layout, ends: Ends, open: string | undefined, onOpen: (path: string) => void): { nodes: FlowNode[]; edges: FlowEdge[] } {
  const ys = layout.stations.map((station) => station.y);
  const states = stationStates(graph, ends.arrived);
  // A size that is known beforehand: one that is measured is lost with each new drawing, and with it the node.
  const fixed = (width: number, height: number) => ({ draggable: false, selectable: false, focusable: false, measured: { width, height } }) as const;
  const starts = startPlaces(ends.starts ?? []);
  const trunk: TrunkNode = { id: 'trunk', type: 'trunk', position: { x: 0, y: 0 }, data: { starts, ys, states, to: travelled(ys, states, graph), height: layout.height }, ...fixed(trunkWidth, layout.height) };
  const opens = (onOpen: (() => void) | undefined) => (onOpen === undefined ? {} : { onOpen });
  const label = (id: string, y: number, data: LabelNode['data']): LabelNode => ({ id: `label ${id}`, type: 'label', position: { x: 52, y: y - 10 }, data, ...fixed((data.title.length + data.note.length + 1) * 7, 20) });
  const nodes: FlowNode[] = [
    trunk,
    ...(ends.starts ?? []).map(({ id, kind, note, wrong = false, onOpen }, at) => label(`start ${id}`, starts[at] ?? 0, { title: kind, note, soft: false, wrong, ...opens(onOpen) })),
    label('input', ys[0] ?? 0, { title: 'input', note: ends.input, soft: false, ...opens(ends.onOpen) }),
    label('output', ys.at(-1) ?? 0, { title: 'output', note: ends.output, soft: states.at(-1) === 'ahead', ...opens(ends.onOpen) }),
  ];
  const edges: FlowEdge[] = [];
  for (const node of graph.nodes) add(node, layout, open, onOpen, nodes, edges);
  return { nodes, edges };
}

function add(node: GraphNode, layout: Layout, open: string | undefined, onOpen: (path: string) => void, nodes: FlowNode[], edges: FlowEdge[]): void {
  const place = layout.places.get(key(node));
  if (place === undefined) return;
  const common = {
    id: key(node),
    position: { x: place.x, y: place.y },
    width: place.width,
    height: node.kind === 'step' ? heightOf(node) : place.height,
    ...(place.parent === undefined ? {} : { parentId: place.parent }),
    draggable: false,
    selectable: false,
    focusable: false,
  };
  if (node.kind === 'group') nodes.push({ ...common, type: 'group', data: {} });
  else nodes.push({ ...common, type: node.kind, data: { node, chosen: isChosen(node.path, open), onOpen } });
  node.inside?.nodes.forEach((child) => add(child, layout, open, onOpen, nodes, edges));
  for (const edge of node.inside?.edges ?? []) {
    edges.push({
      id: `${edge.from} to ${edge.to}`,
      source: edge.from,
      target: edge.to,
      type: 'flow',
      focusable: false,
      data: { count: edge.count, alive: edge.alive, label: `Edge ${last(edge.from)} to ${last(edge.to)}, ${edge.count ?? 0} values`, onOpen: () => onOpen(edge.from) },
    });
  }
}

/** A step is chosen when it, or one instance of it, is open: `triage[17].classify` is one of `triage[].classify`. */
export function isChosen(path: string, open: string | undefined): boolean {
  return open?.replace(/\[\d*\]/g, '[]') === path;
}

function last(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}

/** Where an arrow leads from a step: along an edge to the right or left, to the next step above or below. */
export function neighbour(path: string, arrow: string, graph: Graph, layout: Layout): string | undefined {
  const edges = [...edgesOf(graph)];
  if (arrow === 'ArrowRight') return edges.find((e) => e.from === path)?.to;
  if (arrow === 'ArrowLeft') return edges.find((e) => e.to === path)?.from;
  const all = boxes(layout);
  const here = all.get(path);
  const down = arrow === 'ArrowDown' ? 1 : arrow === 'ArrowUp' ? -1 : 0;
  if (here === undefined || down === 0) return undefined;
  const others = [...all.values()].flatMap((at) => ((at.y - here.y) * down <= 8 ? [] : [{ path: at.path, far: Math.abs(at.y - here.y) + Math.abs(at.x - here.x) / 2 }]));
  return others.sort((a, b) => a.far - b.far)[0]?.path;
}

function* edgesOf(graph: Graph): Generator<Graph['edges'][number]> {
  yield* graph.edges;
  for (const node of graph.nodes) if (node.inside !== undefined) yield* edgesOf(node.inside);
}

/** The view that shows the whole drawing, never larger than life. */
export function fit(view: { width: number; height: number }, drawing: { width: number; height: number }): { x: number; y: number; zoom: number } {
  const zoom = Math.max(0.3, Math.min(1, view.width / drawing.width, view.height / drawing.height));
  return { x: 0, y: 0, zoom };
}

/** The size below which a drawing cannot be read, and the one that it opens at then. */
const [least, readable] = [0.5, 0.75];

/** The view that a drawing opens with: the whole of it, or its beginning where the whole could not be read. */
export function opening(view: { width: number; height: number }, drawing: { width: number; height: number }): { x: number; y: number; zoom: number } {
  const whole = fit(view, drawing);
  return whole.zoom < least ? { ...whole, zoom: readable } : whole;
}

/** Whether a drawing is larger than the view that it opens with. */
export function exceeds(view: { width: number; height: number }, drawing: { width: number; height: number }): boolean {
  const { zoom } = opening(view, drawing);
  return view.width > 0 && (drawing.width * zoom > view.width + 1 || drawing.height * zoom > view.height + 1);
}
