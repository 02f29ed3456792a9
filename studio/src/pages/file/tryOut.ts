import { ApiFailure } from '@/api/failure';
import { call, pluginVersions, tryPlugin } from '@/api/plugins';
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

/** What the text would ask for an input; nothing leaves. An answer is read where nobody sends it. */
export async function rehearse(text: string, { operation, provider, input, config, status, reply }: Asked): Promise<PluginTrial> {
  const given = read(input, 'The input');
  const replies = reply.trim() === '' ? [] : [{ status: Number(status), body: reply }];
  return tryPlugin({ text, operation, input: given, config: read(config, 'The configuration'), replies: provider === '' ? replies : [] });
}

/** Refuses once another version of a plugin is in force than the one that somebody sees: a provider would run that. */
export async function requireInForce(plugin: string, seen: number): Promise<void> {
  const { items } = await pluginVersions(plugin);
  const now = items.find(({ inForce }) => inForce)?.version ?? 0;
  if (now === seen) return;
  const found = now === 0 ? `No version of ${plugin} is in force any more` : `Version ${now} of ${plugin} is in force by now`;
  throw new ApiFailure('Another version is in force', `${found}, and this page shows version ${seen}. Open it again, and look at what changed before you send.`, 'conflict', 'caller', false, 409);
}

/** Sends what was rehearsed by a provider. Its requests are its own: the decision tells of them. */
export async function send({ capability, input, sampled }: PluginTrial, provider: string, key: string): Promise<Tried> {
  const { value, decision } = await call(capability, provider, input, key);
  return { capability, sampled, requests: [], absent: [], results: [value], waits: false, ...(decision === undefined ? {} : { decision }) };
}

function read(text: string, what: string): Record<string, unknown> {
  const value = jsonObject(text, what);
  if (typeof value === 'string') throw new Error(value);
  return value;
}
