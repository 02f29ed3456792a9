import { call, tryPlugin } from '@/api/plugins';
import type { PluginTrial } from '@/api/schema';
import { jsonObject } from './notes';

/** What somebody asks for. */
export interface Asked {
  operation: string;
  /** Who sends it; empty where nothing leaves. */
  provider: string;
  input: string;
  config: string;
  status: string;
  reply: string;
}

/** What came of it: rehearsed, or sent with a decision. */
export interface Tried extends Omit<PluginTrial, 'connector' | 'input'> {
  /** Of a call that was sent. */
  decision?: string;
}

/** Rehearses the text, and sends it where a provider is named: what it asked is then shown beside what was answered. */
export async function tryOut(text: string, { operation, provider, input, config, status, reply }: Asked): Promise<Tried> {
  const given = read(input, 'The input');
  const replies = reply.trim() === '' ? [] : [{ status: Number(status), body: reply }];
  const trial = await tryPlugin({ text, operation, input: given, config: read(config, 'The configuration'), replies: provider === '' ? replies : [] });
  if (provider === '') return trial;
  const { value, decision } = await call(trial.capability, provider, trial.input);
  return { ...trial, results: [value], absent: [], waits: false, ...(decision === undefined ? {} : { decision }) };
}

function read(text: string, what: string): Record<string, unknown> {
  const value = jsonObject(text, what);
  if (typeof value === 'string') throw new Error(value);
  return value;
}
