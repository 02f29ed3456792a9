import type { Trigger, TriggerStart } from '@/api/schema';
import { until } from '@/format/time';

export type Standing = 'listening' | 'slowed down' | 'stopped' | 'paused';

/** What a trigger does now. */
export function standing({ state, slowedUntil }: Pick<Trigger, 'state' | 'slowedUntil'>, now: number): Standing {
  if (state === 'stopped' || state === 'paused') return state;
  return slowedUntil !== undefined && Date.parse(slowedUntil) > now ? 'slowed down' : 'listening';
}

const order: readonly Standing[] = ['stopped', 'slowed down', 'listening', 'paused'];

/** Those that need a person first; of them, and of the others, by name. */
export function sorted(all: readonly Trigger[], now: number): Trigger[] {
  const place = (one: Trigger) => order.indexOf(standing(one, now)) * 2 + (one.problem === undefined ? 1 : 0);
  return [...all].sort((one, other) => place(one) - place(other) || one.name.localeCompare(other.name));
}

/** What a trigger listens to, in a few words and in those of the machine. */
export function source({ id, on, type, cron, zone, poll, path }: Pick<Trigger, 'id' | 'on' | 'type' | 'cron' | 'zone' | 'poll' | 'path'>): { words: string; code: string } {
  if (on === 'cron') return { words: zone ?? 'UTC', code: cron ?? '' };
  if (on === 'poll') return { words: `each ${poll?.every ?? ''}`, code: poll?.call ?? '' };
  if (on === 'webhook') return { words: '', code: path === undefined ? '' : `…${path.slice(-8)}` };
  if (on === 'form') return { words: 'a page to fill in', code: `…${id.slice(-8)}/form` };
  return { words: '', code: type ?? '' };
}

/** When it starts a run next. */
export function next(one: Pick<Trigger, 'on' | 'next' | 'state' | 'slowedUntil'>, now: number): string {
  const stands = standing(one, now);
  if (stands === 'stopped') return 'when it is mended';
  if (stands === 'paused') return 'when it goes on';
  if (one.next !== undefined) return until(one.next, now);
  return { webhook: 'when it is called', event: 'on an event', poll: 'on a new item', form: 'when it is filled in', cron: 'no further time' }[one.on] ?? '';
}

/** How many runs it started within the last hour; `200+` where more may have been. */
export function lastHour(starts: readonly TriggerStart[], truncated: boolean, now: number): string {
  const fresh = starts.filter(({ noted }) => now - Date.parse(noted) < 3_600_000).length;
  return truncated && fresh === starts.length ? `${fresh}+` : String(fresh);
}

interface Signature {
  header?: string;
  secret?: string;
  prefix?: string;
  encoding?: string;
  timestamp?: string;
  part?: string;
  id?: string;
  over?: string;
}

interface Proof {
  hmac?: Signature;
  standard?: { secret?: string };
  bearer?: { secret?: string };
}

/** What callers of a webhook show, where they show anything. */
function proof(webhook: Trigger['webhook']): Proof {
  const verify = webhook?.verify;
  return typeof verify === 'object' && verify !== null && !Array.isArray(verify) ? (verify as Proof) : {};
}

/** How a webhook knows that a call is meant, in words. */
export function verification({ webhook }: Pick<Trigger, 'webhook'>): string {
  if (webhook?.verify === 'none') return 'nothing: the address alone starts runs, at most 60 an hour';
  const { hmac, standard, bearer } = proof(webhook);
  if (hmac !== undefined) {
    const signed = hmac.timestamp === undefined ? 'the body' : `the time (${hmac.timestamp}) and the body`;
    return `hmac-sha256 of ${signed} in ${hmac.header ?? ''}, with secret ${hmac.secret ?? ''}`;
  }
  if (standard !== undefined) return `Standard Webhooks, with secret ${standard.secret ?? ''}`;
  return bearer === undefined ? '' : `a bearer token, secret ${bearer.secret ?? ''}`;
}

/** A call of the webhook as one types it in a shell, with the secret in its variable SECRET. */
export function curl(address: string, { webhook }: Pick<Trigger, 'webhook'>): string {
  const { hmac, standard, bearer } = proof(webhook);
  const { before, headers } =
    standard !== undefined ? standardSigning : hmac !== undefined ? signing(hmac) : { before: [], headers: bearer === undefined ? [] : ['Authorization: Bearer $SECRET'] };
  const heads = headers.map((head) => ` -H "${head}"`).join('');
  return ["body='{}'", ...before, `curl ${address} -H 'Content-Type: application/json'${heads} -d "$body"`].join('; ');
}

interface Signing {
  before: string[];
  headers: string[];
}

const at = 'at=$(date +%s)';
const id = 'id=msg_$(openssl rand -hex 8)';

/** By the keys of Standard Webhooks, which are Base64 behind `whsec_`. */
const standardSigning: Signing = {
  before: [at, id, `key=$(printf %s "\${SECRET#whsec_}" | base64 -d | od -An -v -tx1 | tr -d ' \\n')`],
  headers: [
    'webhook-id: $id',
    'webhook-timestamp: $at',
    'webhook-signature: v1,$(printf %s "$id.$at.$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)',
  ],
};

function signing({ header = 'x-signature', prefix, encoding, timestamp, part, id: idHeader, over }: Signature): Signing {
  const usual = timestamp === undefined ? '{body}' : `${idHeader === undefined ? '' : '{id}.'}{timestamp}.{body}`;
  const signed = literal(over ?? usual)
    .replace('{id}', '$id')
    .replace('{timestamp}', '$at')
    .replace('{body}', '$body');
  const digest = `openssl dgst -sha256 -hmac "$SECRET" ${encoding === 'base64' ? '-binary | base64' : "| sed 's/.*= //'"}`;
  const parts = part === undefined ? '' : `${timestamp ?? ''}=$at,${part}=`;
  const value = `${literal(prefix ?? (part === undefined ? 'sha256=' : ''))}${parts}$(printf %s "${signed}" | ${digest})`;
  return {
    before: [...(timestamp === undefined ? [] : [at]), ...(idHeader === undefined ? [] : [id])],
    headers: [`${header}: ${value}`, ...(timestamp === undefined || part !== undefined ? [] : [`${timestamp}: $at`]), ...(idHeader === undefined ? [] : [`${idHeader}: $id`])],
  };
}

/** Text that stays as it is between double quotes of a shell. */
const literal = (text: string): string => text.replace(/["$`\\]/g, '\\$&');
