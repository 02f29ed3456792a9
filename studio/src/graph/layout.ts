import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api';
import { frameHead, headWidth, heightOf, sizeOf, stepHeight, viaHeight } from './measure';
import { flat, type Graph, type GraphNode } from './model';

/** Where everything stands. Positions of what is inside a container are relative to the container. */
export interface Placed {
  path: string;
  parent: string | undefined;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Layout {
  places: Map<string, Placed>;
  /** The stations of the trunk: input, each top-level step, output. */
  stations: { path: string; y: number }[];
  width: number;
  height: number;
}

export type Arrange = (graph: ElkNode) => Promise<ElkNode>;

const trunkX = 52;
const firstY = 70;
const gap = 32;
const inputY = 32;

/** Lays a graph out: down between top-level steps, to the right inside a container. */
export async function layout(graph: Graph, arrange: Arrange): Promise<Layout> {
  const places = new Map<string, Placed>();
  const stations = [{ path: 'input', y: inputY }];
  let y = firstY;
  let width = 300;
  for (const node of graph.nodes) {
    const box = await arranged(node, arrange);
    const size = { width: box.width ?? 0, height: box.height ?? 0 };
    places.set(key(node), { path: node.path, parent: undefined, x: trunkX, y, ...size });
    if (node.inside !== undefined) collect(box, key(node), places);
    stations.push({ path: node.path, y: y + (node.kind === 'frame' ? frameHead / 2 : node.kind === 'group' ? centre(box) : Math.min(25, size.height / 2)) });
    width = Math.max(width, trunkX + size.width + 8);
    y += size.height + gap;
  }
  stations.push({ path: 'output', y: y + 18 });
  return { places, stations, width, height: y + 48 };
}

/** A group has no box of its own in the drawing, but one here: its head has the group's path. */
export function key(node: Pick<GraphNode, 'path' | 'kind'>): string {
  return node.kind === 'group' ? `${node.path} and arms` : node.path;
}

async function arranged(node: GraphNode, arrange: Arrange): Promise<ElkNode> {
  if (node.inside === undefined) return elkNode(node);
  return arrange(elkNode(node));
}

function centre(box: ElkNode): number {
  const head = box.children?.[0];
  return (head?.y ?? 0) + 25;
}

function elkNode(node: GraphNode): ElkNode {
  if (node.inside !== undefined) return container(node, node.inside);
  const { width } = sizeOf(node);
  const port = heightOf(node) / 2;
  return {
    id: key(node),
    width,
    height: heightOf(node) + viaHeight(node),
    layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
    ports: [
      { id: `${key(node)} in`, x: 0, y: port, width: 0, height: 0, layoutOptions: { 'elk.port.side': 'WEST' } },
      { id: `${key(node)} out`, x: width, y: port, width: 0, height: 0, layoutOptions: { 'elk.port.side': 'EAST' } },
    ],
  };
}

function container(node: GraphNode, inside: Graph): ElkNode {
  const padding = node.kind === 'frame' ? `[top=${frameHead + 16},left=16,bottom=${20 + viaHeight(node)},right=12]` : '[top=0,left=0,bottom=0,right=0]';
  const edges = inside.edges.map((edge, at): ElkExtendedEdge => ({ id: `${node.path} ${at}`, sources: [port(inside, edge.from, 'out')], targets: [port(inside, edge.to, 'in')] }));
  return {
    id: key(node),
    layoutOptions: {
      ...(node.kind === 'frame' ? { 'elk.nodeSize.constraints': 'MINIMUM_SIZE', 'elk.nodeSize.minimum': `(${headWidth(node)},${frameHead + stepHeight})` } : {}),
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.padding': padding,
      'elk.spacing.nodeNode': '32',
      'elk.layered.spacing.nodeNodeBetweenLayers': '28',
      'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
      'elk.layered.nodePlacement.bk.fixedAlignment': 'BALANCED',
      'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
      'elk.hierarchyHandling': 'SEPARATE_CHILDREN',
    },
    children: inside.nodes.map(elkNode),
    edges,
  };
}

/** A step is joined at its ports, a container at its border. */
function port(inside: Graph, path: string, side: 'in' | 'out'): string {
  const node = inside.nodes.find((n) => n.path === path);
  return node?.inside === undefined ? `${path} ${side}` : key(node);
}

function collect(box: ElkNode, parent: string, places: Map<string, Placed>): void {
  for (const child of box.children ?? []) {
    places.set(child.id, { path: child.id, parent, x: child.x ?? 0, y: child.y ?? 0, width: child.width ?? 0, height: child.height ?? 0 });
    collect(child, child.id, places);
  }
}

/** Each box where it stands in the whole drawing. */
export function boxes(layout: Layout): Map<string, Placed> {
  const found = new Map<string, Placed>();
  // A container comes before what is inside it.
  for (const [path, place] of layout.places) {
    const parent = place.parent === undefined ? undefined : found.get(place.parent);
    found.set(path, parent === undefined ? place : { ...place, x: place.x + parent.x, y: place.y + parent.y });
  }
  return found;
}

/** What a layout depends on; while it stays the same the drawing need not move. */
export function shape(graph: Graph): string {
  return flat(graph)
    .map((node) => `${node.path} ${sizeOf(node).width} ${heightOf(node)} ${viaHeight(node)}`)
    .join('\n');
}
