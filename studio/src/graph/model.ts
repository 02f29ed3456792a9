import { latency } from '@/format/duration';
import { inOrder, undoOf, type Undo } from './undo';
import type { NodeProgress, RunProvider, StepState, StepView, WorkflowView } from '@/api/schema';

/** A step as it is drawn: what it is, how far it is, what hangs below it. */
export interface GraphNode {
  id: string;
  /** `triage[].classify`: what opening it opens. */
  path: string;
  kind: 'step' | 'frame' | 'group';
  type: StepView['type'];
  /** Capability in mono, or the type. */
  code: string;
  state: StepState;
  /** Those that have ended, with those that failed. */
  done: number;
  failed: number;
  running: number;
  waiting: number;
  started: number;
  total: number;
  /** The line under the code: p50, the number of arms, or the arm it stands in. */
  note: string;
  via: RunProvider[];
  /** How often it was done again. */
  round: number;
  /** Of a loop: how many of its rounds have begun. */
  rounds: number | undefined;
  /** What took its effect back, once that has begun. */
  undo: Undo | undefined;
  /** In a graph without a run: whether it has figures of one that is over, and its share of that run's time in percent. */
  painted?: { ran: boolean; share: number };
  /** How many problems its text has. */
  flaws?: number;
  inside: Graph | undefined;
}

export interface GraphEdge {
  from: string;
  to: string;
  /** How many values went along; absent where the edge is one of a branch. */
  count?: number;
  alive: boolean;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

interface Scope {
  prefix: string;
  total: number;
  alive: boolean;
  progress: Map<string, NodeProgress>;
  providers: RunProvider[];
}

/** The graph of a run: its definition with its progress on it. */
export function graphOf(definition: WorkflowView, steps: readonly NodeProgress[], providers: readonly RunProvider[]): Graph {
  const progress = new Map(steps.map((step) => [step.path, step]));
  const graph = scoped(definition.steps, { prefix: '', total: 1, alive: false, progress, providers: [...providers] }, undefined, true);
  inOrder(flat(graph).flatMap(({ undo }) => undo ?? []), progress);
  return graph;
}

function scoped(steps: readonly StepView[], scope: Scope, armNote: string | undefined, top: boolean): Graph {
  const graph: Graph = { nodes: [], edges: [] };
  const chain = steps.length > 1 && steps.every((step) => step.after.length === 0);
  const exits = new Map<string, string[]>();
  steps.forEach((step, at) => {
    const node = nodeOf(step, scope, at === 0 ? armNote : undefined, top);
    graph.nodes.push(node);
    const after = chain && at > 0 ? [steps[at - 1]?.id ?? ''] : step.after;
    for (const from of after.flatMap((id) => exits.get(id) ?? [id])) graph.edges.push(edge(graph, from, node, scope, true));
    exits.set(step.id, step.arms !== undefined && node.kind === 'step' ? arms(graph, step, node, scope) : [node.path]);
  });
  return graph;
}

/** Draws the arms of a branch to its right; returns the ends from which what follows goes on. */
function arms(graph: Graph, step: StepView, node: GraphNode, scope: Scope): string[] {
  return (step.arms ?? []).flatMap((arm) => {
    const inner = scoped(arm.steps, scope, arm.when === undefined ? 'else' : shortCondition(arm.when), false);
    const entry = inner.nodes[0];
    if (entry === undefined) return [node.path];
    graph.nodes.push(...inner.nodes);
    graph.edges.push(edge(graph, node.path, entry, scope, false), ...inner.edges);
    const sources = new Set(inner.edges.map((e) => e.from));
    return inner.nodes.filter((n) => !sources.has(n.path)).map((n) => n.path);
  });
}

function edge(graph: Graph, from: string, to: GraphNode, scope: Scope, counted: boolean): GraphEdge {
  const source = graph.nodes.find((n) => n.path === from || n.id === from);
  return { from: source?.path ?? from, to: to.path, alive: scope.alive, ...(counted && source !== undefined ? { count: source.done - source.failed } : {}) };
}

function nodeOf(step: StepView, scope: Scope, armNote: string | undefined, top: boolean): GraphNode {
  const path = `${scope.prefix}${step.id}`;
  const at = scope.progress.get(path);
  const total = at?.total ?? scope.total;
  const node: GraphNode = {
    id: step.id,
    path,
    kind: step.type === 'each' || step.type === 'loop' ? 'frame' : top && step.arms !== undefined ? 'group' : 'step',
    type: step.type,
    code: step.call ?? step.type,
    state: at?.state ?? 'queued',
    done: (at?.succeeded ?? 0) + (at?.failed ?? 0),
    failed: at?.failed ?? 0,
    running: at?.running ?? 0,
    waiting: at?.waiting ?? 0,
    started: at?.started ?? 0,
    total,
    note: armNote ?? noteOf(step, at),
    via: step.route === undefined ? [] : scope.providers.filter((p) => p.step === step.id || p.step === path),
    round: at?.round ?? 0,
    rounds: at?.rounds,
    undo: undoOf(step, path, scope.progress),
    inside: undefined,
  };
  const inner = { ...scope, total: Math.max(total, node.rounds ?? 0), alive: node.state === 'running' };
  if (node.kind === 'frame') return frame(step, node, scoped(step.steps ?? [], { ...inner, prefix: `${path}[].` }, undefined, false));
  if (node.kind === 'group') {
    const head: GraphNode = { ...node, kind: 'step' };
    const inside: Graph = { nodes: [head], edges: [] };
    arms(inside, step, head, inner);
    return { ...node, inside };
  }
  return node;
}

/** The items of a frame that wait are those in which a step waits; the server counts them among the running ones. */
function frame(step: StepView, node: GraphNode, inside: Graph): GraphNode {
  const waiting = Math.min(
    node.running,
    flat(inside).reduce((n, child) => n + (child.kind === 'frame' ? 0 : child.waiting), 0),
  );
  return { ...node, note: eachNote(step), running: node.running - waiting, waiting, inside };
}

function noteOf(step: StepView, at: NodeProgress | undefined): string {
  if (step.arms !== undefined) return step.type === 'branch' ? `${step.arms.length} arms` : step.text;
  return step.type !== 'call' || at?.p50Ms === undefined ? '' : `p50 ${latency(at.p50Ms)}`;
}

function eachNote(step: StepView): string {
  if (step.type === 'loop') return step.text.replace(/\$\{(.*)\}$/, '$1');
  const over = step.text.replace(/^\$\{(.*)\}$/, '$1');
  const limit = step.concurrency === undefined ? '' : `, at most ${step.concurrency} at a time`;
  return `${over.startsWith('each ') ? over : `each of ${over}`}${limit}${step.paced === true ? ', paced' : ''}`;
}

/** `classify.label == 'debt_collection'` in short: what it is compared with; any other condition as it stands. */
export function shortCondition(when: string): string {
  const plain = when.replace(/^\$\{(.*)\}$/, '$1').trim();
  return /^[\w.]+ *== *["']([^"']+)["']$/.exec(plain)?.[1] ?? plain;
}

/** Every node with those inside it, outer ones first. */
export function flat(graph: Graph): GraphNode[] {
  return graph.nodes.flatMap((node) => [...(node.kind === 'group' ? [] : [node]), ...(node.inside === undefined ? [] : flat(node.inside))]);
}
