/** The wire shapes the console reads. Nothing else in the console writes a server type down. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface Page<T> {
  items: T[];
  next?: string;
  truncated: boolean;
}

export interface Money {
  amount: string;
  currency: string;
}

export interface Session {
  tenant: { id: string; name: string };
  principal: { id: string; name: string; type: string };
  roles: string[];
  environment: string;
  expiresAt: string;
  server: { version: string };
}

export type RunState = 'queued' | 'running' | 'waiting' | 'succeeded' | 'failed' | 'cancelled';

export interface RunSummary {
  id: string;
  workflow: string;
  version: number;
  state: RunState;
  reason?: { code: string; step?: string; message: string };
  startedBy: { name: string; door: string };
  createdAt: string;
  startedAt?: string;
  finishedAt?: string;
  queuedMs: number;
  durationMs: number;
  progress: { done: number; total: number };
  failovers: number;
  repeatedSteps: number;
  cost: Money;
  digest: string;
}

export interface RunCounts {
  total: number;
  byState: Record<RunState, number>;
  bins: { from: string; total: number; failed: number; running: number }[];
  binMs: number;
}

export interface StepView {
  node: number;
  id: string;
  type: 'call' | 'transform' | 'branch' | 'each' | 'wait';
  after: string[];
  call?: string;
  route?: string;
  when?: string;
  arms?: { when?: string; else?: boolean; steps: StepView[] }[];
  steps?: StepView[];
  concurrency?: number;
  paced?: boolean;
  text: string;
}

export interface WorkflowView {
  id: string;
  version: number;
  input: Json;
  steps: StepView[];
  output?: string;
}

export interface NodeProgress {
  node: number;
  id: string;
  path: string;
  type: StepView['type'];
  state: RunState;
  total?: number;
  started: number;
  running: number;
  succeeded: number;
  failed: number;
  waiting: number;
  p50Ms?: number;
  p95Ms?: number;
  startedAt?: string;
  finishedAt?: string;
  arms?: { id: string; taken: number }[];
  pace?: string;
}

export interface RunProvider {
  id: string;
  marks: string[];
  step: string;
  attempts: number;
  failed: number;
  p50Ms?: number;
}

/** A payload: folded by the server once it is large. */
export type Payload = Json | { truncated: true; size: number };

export interface Run extends RunSummary {
  definition: WorkflowView;
  input: Payload;
  output?: Payload;
  steps: NodeProgress[];
  failedItems: number;
  calls: Record<string, { succeeded: number; failed: number }>;
  providers: RunProvider[];
  seq: number;
}

export interface Failure {
  code: string;
  category: string;
  retryable: boolean;
  applied: string;
  retryAfterMs?: number;
  message: string;
  fields?: Record<string, Json>;
}

export interface StepInstance {
  key: string;
  round: number;
  node: number;
  id: string;
  type: StepView['type'];
  state: RunState;
  startedAt: string;
  finishedAt?: string;
  durationMs?: number;
  queuedMs?: number;
  attempts: number;
  failure?: Failure;
  decision?: string;
}

export interface StepDetail extends StepInstance {
  input: Payload;
  output?: Payload;
  decisions: DecisionSummary[];
}

export interface Timeline {
  from: string;
  to: string;
  binMs: number;
  items: number[];
  latency: ({ p50Ms: number; p95Ms: number } | null)[];
  providers: { id: string; marks: string[]; ok: number[]; failed: number[] }[];
  breakers: { provider: string; spans: { from: string; to: string; state: string; admits?: number }[] }[];
  outages: { provider: string; from: string; to: string; injected: boolean }[];
  lanes: { id: string; from: string; to?: string; done: number; total: number; estimateTo?: string }[];
}

export type Outcome = 'succeeded' | 'refused' | 'failed';

export interface DecisionSummary {
  id: string;
  capability: string;
  outcome: Outcome;
  code?: string;
  provider?: string;
  providerMarks: string[];
  attempts: number;
  failover: boolean;
  injected: boolean;
  beganAt: string;
  durationMs: number;
  cost: Money;
  run?: string;
  step?: string;
  round?: number;
  door: string;
  principal: string;
  road: { stage: string; verdict: 'done' | 'skipped' | 'stopped' | 'failover' }[];
}

export interface Attempt {
  n: number;
  provider: string;
  marks: string[];
  startedMs: number;
  durationMs: number;
  outcome: 'ok' | 'failed' | 'cancelled';
  failure?: Failure;
  injected: boolean;
  sameProvider: boolean;
}

export interface Candidate {
  rank: number;
  provider: string;
  marks: string[];
  score: number;
  inFlight: number;
  latencyMs?: number;
  breaker: { state: string; failed: number; of: number; admits?: number };
  why: string;
}

export interface Hold {
  attempt: number;
  provider: string;
  unit: string;
  held: string;
  settled: string;
  returned: string;
  left: string;
  cap: string;
  period: string;
  budget: string;
}

export interface Decision extends Omit<DecisionSummary, 'attempts'> {
  effect: string;
  labels: Record<string, string>;
  deadlineMs: number;
  remainingMs: number;
  ticket: number;
  trace?: string;
  sentence: string;
  totals: { allMs: number; providerMs: number; roadUs: number };
  stages: { stage: string; us: number; verdict: string; reason: string; decided: boolean }[];
  route?: { id: string; version: number; matched: string; strategy: string; priority: number };
  candidates: Candidate[];
  exclusions: { reason: string; providers: string[]; detail: string }[];
  attempts: Attempt[];
  holds: Hold[];
  usage: { quantities: Record<string, number>; cost: Money; priceTable?: string; paid: boolean };
  input: Payload;
  output?: Payload;
  note?: string;
}

export interface Recomputed {
  same: boolean;
  plan: string[];
  recorded: string[];
  difference?: string;
}

export type ProviderState = 'pending' | 'connected' | 'degraded' | 'error' | 'disabled';

export interface Moment {
  at: string;
  ok: number;
  failed: number;
  p50Ms?: number;
}

export interface Provider {
  id: string;
  kind: string;
  connector: string;
  plugin: string;
  pluginVersion: string;
  generation: number;
  marks: string[];
  grade: string;
  state: ProviderState;
  reason?: string;
  breaker: { state: string; failed: number; of: number; admits?: number; openedAt?: string; reason?: string };
  slots: { used: number; of: number };
  p50Ms?: number;
  limitLeft?: { left: number; of: number };
  lastError?: { code: string; at: string; message: string; injected: boolean };
  history: Moment[];
  egress: string[];
  faults: { from: string; until: string; code: string; capability?: string }[];
}

export interface ProviderDetail extends Provider {
  support: { capability: string; support: string; idempotencyKey: boolean; note?: string }[];
  recent: DecisionSummary[];
  attempts: { total: number; failed: number };
  seconds: Moment[];
  breakerLog: { at: string; state: string; admits?: number; reason: string }[];
}

export interface WorkflowSummary {
  id: string;
  version: number;
  appliedAt: string;
  steps: number;
  lastRun?: RunSummary;
}

export interface WorkflowDetail extends WorkflowView {
  yaml: string;
}

/** RFC 9457, with our code, category and ids. */
export interface Problem {
  title: string;
  status: number;
  detail?: string;
  code: string;
  category: string;
  retryable: boolean;
  problems?: { path: string; rule: string; fix: string; line?: number }[];
  decision?: string;
  request?: string;
}
