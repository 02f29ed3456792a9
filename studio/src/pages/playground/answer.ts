import type { Decision } from '@/api/schema';
import type { Sent } from './sse';

/** An answer while it is written and after. */
export interface Answer {
  state: 'asked' | 'streaming' | 'succeeded' | 'failed' | 'stopped';
  /** What was asked for. */
  asked: string;
  text: string;
  thought: string;
  calls: string[];
  model?: string;
  provider?: string;
  decision?: string;
  /** What the cache of its route did; absent where that has none. */
  cache?: string;
  /** Since the question was sent. */
  firstMs?: number;
  tookMs?: number;
  input?: number;
  output?: number;
  reason?: string;
  error?: { title: string; detail: string; code: string };
}

export function asked(model: string): Answer {
  return { state: 'asked', asked: model, text: '', thought: '', calls: [] };
}

interface Part {
  type: string;
  text?: string;
  name?: string;
  arguments?: string;
}

interface ChatEvent {
  type?: string;
  model?: string;
  part?: Part;
  usage?: { input?: number; output?: number };
  reason?: string;
  detail?: string;
}

/** What is told of an answer that comes whole. */
export interface WholeAnswer {
  model?: string;
  parts?: Part[];
  reason?: string;
  detail?: string;
  usage?: { input?: number; output?: number };
}

/** The answer that came whole, so long after the question; when its first word was there nobody knows. */
export function gotWhole(answer: Answer, { model, parts = [], ...end }: WholeAnswer, provider: string | null, ms: number): Answer {
  const events: ChatEvent[] = [{ type: 'used', usage: end.usage ?? {} }, ...parts.map((part) => ({ type: 'part_delta', part })), { type: 'finished', ...end }];
  const read = events.reduce((so, event) => happened(so, event, ms), answer);
  delete read.firstMs;
  return { ...read, ...(model === undefined ? {} : { model }), ...(provider === null ? {} : { provider }), state: 'succeeded', tookMs: ms };
}

/** The answer after one more event, that came so long after the question. */
export function told(answer: Answer, { name, data }: Sent, ms: number): Answer {
  if (name === 'done') {
    const { decision, provider } = JSON.parse(data) as { decision: string; provider: string };
    return { ...answer, state: 'succeeded', tookMs: ms, decision, provider };
  }
  if (name === 'error') {
    const { code, detail, decision } = JSON.parse(data) as { code: string; detail: string; decision: string };
    return { ...answer, state: 'failed', tookMs: ms, decision, error: { title: answer.text === '' ? 'No answer' : 'Cut', detail, code } };
  }
  return happened(answer, JSON.parse(data) as ChatEvent, ms);
}

function happened(answer: Answer, { type, model, part, usage, reason, detail }: ChatEvent, ms: number): Answer {
  const now: Answer = answer.state === 'asked' ? { ...answer, state: 'streaming' } : answer;
  if (type === 'started' && model !== undefined) return { ...now, model };
  if (type === 'used') return { ...now, ...(usage?.input === undefined ? {} : { input: usage.input }), ...(usage?.output === undefined ? {} : { output: usage.output }) };
  if (type === 'finished' && reason !== undefined) return { ...now, reason: detail === undefined ? reason : `${reason}, ${detail}` };
  return type === 'part_delta' && part !== undefined ? grown(now, part, ms) : now;
}

function grown(answer: Answer, part: Part, ms: number): Answer {
  const seen: Answer = { ...answer, firstMs: answer.firstMs ?? ms };
  if (part.type === 'text') return { ...seen, text: answer.text + (part.text ?? '') };
  if (part.type === 'reasoning') return { ...seen, thought: answer.thought + (part.text ?? '') };
  if (part.type !== 'tool_call') return seen;
  // The first piece of a call carries its name, the others more of its arguments.
  const { name = '', arguments: args = '' } = part;
  if (name !== '') return { ...seen, calls: [...answer.calls, `${name} ${args}`] };
  return { ...seen, calls: [...answer.calls.slice(0, -1), `${answer.calls.at(-1) ?? ''}${args}`] };
}

/** Tokens a second, from the first one on; undefined until that can be told. */
export function speed({ output, firstMs, tookMs }: Answer): number | undefined {
  if (output === undefined || firstMs === undefined || tookMs === undefined || tookMs - firstMs < 1) return undefined;
  return (output / (tookMs - firstMs)) * 1000;
}

/** What guardrails did with a call and its answer: `masked`, `clean`, or `none` where none looked at it. */
export function guardWords(stages: Decision['stages']): string {
  const verdicts = stages.filter(({ stage }) => stage.startsWith('policy')).map(({ verdict }) => (verdict === 'content_refused' ? 'blocked' : verdict)).filter((verdict) => verdict !== 'nothing to decide' && verdict !== 'not reached');
  const did = [...new Set(verdicts.filter((verdict) => verdict !== 'clean'))];
  return did.length > 0 ? did.join(', ') : verdicts.length > 0 ? 'clean' : 'none';
}
