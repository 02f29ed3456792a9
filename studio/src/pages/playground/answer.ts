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
