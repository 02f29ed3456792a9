import type { CapabilityMatrix, Delivery, Hook, Refusal } from '@/api/schema';
import { bytes, count, plural } from '@/format/text';
import type { ShortStage } from '@/road/RoadShort';

export type HookStanding = 'listening' | 'rotating' | 'no secret' | 'closed';

/** Whether nothing can be verified for want of a secret; tokens (`jwt`) are verified by keys that the vendor publishes. */
function lacksSecret(hook: Hook): boolean {
  return hook.signed === true && hook.secretVersion === 0 && hook.scheme !== 'jwt';
}

/** How an endpoint stands: `closed` while nothing is open for its provider, so that nothing can be verified. */
export function standing(hook: Hook, now: number): HookStanding {
  if (hook.scheme === undefined) return 'closed';
  if (lacksSecret(hook)) return 'no secret';
  return hook.formerUntil !== undefined && Date.parse(hook.formerUntil) > now ? 'rotating' : 'listening';
}

/** How much of a term is over, in percent; it is `short` in its last quarter. */
export function term(from: string, until: string, now: number): { percent: number; short: boolean } {
  const whole = Date.parse(until) - Date.parse(from);
  const over = whole <= 0 ? 1 : Math.min(1, Math.max(0, (now - Date.parse(from)) / whole));
  return { percent: Math.round(over * 100), short: over >= 0.75 };
}

/** Whether the secret that signed what was refused counts by now, or is kept so that it may count again; undefined where it is forgotten. */
export function former({ formerVersion }: Refusal, { secretVersion, formerUntil }: Hook, now: number): 'valid' | 'kept' | undefined {
  if (formerVersion === undefined || formerUntil === undefined || formerVersion !== secretVersion - 1) return undefined;
  return Date.parse(formerUntil) > now ? 'valid' : 'kept';
}

/** What an endpoint that takes nothing waits for. */
export function lacking(hook: Hook): string | undefined {
  if (hook.scheme === undefined) return `Nothing is open for ${hook.provider}, so what comes is refused. Mend that provider first.`;
  if (lacksSecret(hook)) return 'There is no secret to verify by, so what comes is refused. Give it the one that the vendor made.';
  return undefined;
}

/** `4 verified` of the last day, and what was refused. */
export function tally(hooks: readonly Hook[]): string {
  if (hooks.length === 0) return '';
  const taken = hooks.reduce((sum, { lastDay }) => sum + lastDay.taken, 0);
  const refused = hooks.reduce((sum, { lastDay }) => sum + lastDay.refused, 0);
  return `${plural(hooks.length, 'endpoint')}, ${count(taken)} taken and ${count(refused)} refused in 24 h`;
}

/** The endpoint that refused most in a day, where it refused more than it took. */
export function troubled(hooks: readonly Hook[]): Hook | undefined {
  return [...hooks].sort((a, b) => b.lastDay.refused - a.lastDay.refused).find(({ lastDay }) => lastDay.refused > lastDay.taken);
}

/** The endpoints whose vendors sign nothing, so that only the address shows who sent. */
export function unsignedOf(hooks: readonly Hook[]): Set<string> {
  return new Set(hooks.filter(({ signed }) => signed === false).map(({ id }) => id));
}

/** Who was refused, how often and in how long, of refusals that are told newest first. */
export interface Flood {
  times: number;
  senders: string[];
  /** From the first to the last, in milliseconds. */
  span: number;
}

/** What refused deliveries have in common. */
export function flood(refused: readonly Delivery[]): Flood | undefined {
  if (refused.length === 0) return undefined;
  const times = refused.reduce((sum, { repeats }) => sum + 1 + repeats, 0);
  const senders = [...new Set(refused.flatMap(({ refusal }) => refusal?.address ?? []))];
  const first = Math.min(...refused.map(({ received }) => Date.parse(received)));
  const last = Math.max(...refused.map(({ received, repeated }) => Date.parse(repeated ?? received)));
  return { times, senders, span: last - first };
}

/** A time of minutes or hours, rounded up: `45 min`, `3 h`. */
export function minutes(ms: number): string {
  const whole = Math.max(1, Math.ceil(ms / 60_000));
  return whole < 120 ? `${whole.toString()} min` : `${Math.ceil(whole / 60).toString()} h`;
}

/** `all from one sender`, or how many. */
export function fromWhom({ senders }: Flood): string {
  return senders.length === 1 ? `all from one sender, ${senders[0] ?? ''}` : `from ${plural(senders.length, 'sender')}`;
}

/** What its sender was answered. */
export function answer({ state }: Delivery): 202 | 401 {
  return state === 'refused' ? 401 : 202;
}

/** What a delivery led to, in a cell of the list. */
export function outcome({ state, events, reason, repeats }: Delivery): string {
  if (state === 'refused') return `${reason ?? 'refused'}${repeats === 0 ? '' : `, ${plural(repeats + 1, 'time')}`}`;
  const told = state === 'verified' ? plural(events, 'event') : 'no event';
  const why = reason === undefined ? '' : `, ${reason}`;
  return `${told}${why}${repeats === 0 ? '' : `, seen ${plural(repeats, 'more time')}`}`;
}

/** The road of a delivery: of one that was refused up to where it stopped. */
export function checked(delivery: Delivery, hook: Hook | undefined): ShortStage[] {
  return delivery.refusal === undefined ? kept(delivery, hook) : refused(delivery, delivery.refusal, hook);
}

const refusedChecks = ['secret', 'signature', 'time', 'delivery', 'type', 'event'];

function refused(delivery: Delivery, { stopped }: Refusal, hook: Hook | undefined): ShortStage[] {
  const at = refusedChecks.indexOf(stopped);
  const why: Record<string, string> = { secret: 'none to verify by', signature: 'not equal', time: 'too far from now' };
  const passed: Record<string, string> = { secret: hook === undefined ? 'known' : hook.scheme === 'jwt' ? 'none: keys of the vendor' : `version ${hook.secretVersion}`, signature: `equal${hook?.scheme === undefined ? '' : `, ${hook.scheme}`}` };
  const rest = refusedChecks.map((name, place): ShortStage => {
    if (place === at) return { name, ms: null, standing: 'stopped', verdict: why[name] ?? 'refused' };
    if (place > at) return { name, ms: null, standing: 'ahead', verdict: name === 'event' ? 'nothing was started' : '' };
    return stage(name, passed[name] ?? '');
  });
  return [stage('raw bytes', `${bytes(delivery.size)}, not parsed, not kept`), stage('endpoint', hook?.path ?? 'gone since'), ...rest];
}

// Everything before its type was verified, or it would not be here.
function kept(delivery: Delivery, hook: Hook | undefined): ShortStage[] {
  const known = delivery.state === 'verified';
  const signed = hook?.signed !== false;
  const again = delivery.repeats === 0 ? 'not seen before' : `came ${plural(delivery.repeats, 'more time')}, nothing again`;
  const events = delivery.replays === 0 ? plural(delivery.events, 'event') : `${plural(delivery.events, 'event')}, replayed ${plural(delivery.replays, 'time')}`;
  return [
    stage('raw bytes kept', `${bytes(delivery.size)}, before any parsing`),
    stage('endpoint', hook?.path ?? 'gone since'),
    { name: 'signature', ms: null, standing: signed ? 'decided' : 'idle', verdict: signed ? `equal${hook?.scheme === undefined ? '' : `, ${hook.scheme}`}` : 'this vendor does not sign' },
    stage('delivery', again),
    { name: 'type', ms: null, standing: known ? 'decided' : 'here', verdict: known ? (delivery.type ?? 'known') : (delivery.reason ?? 'nothing that is known') },
    { name: 'event', ms: null, standing: known ? 'decided' : 'ahead', verdict: known ? `${events}, written, then answered 202` : 'none; answered 202' },
  ];
}

function stage(name: string, verdict: string): ShortStage {
  return { name, ms: null, standing: 'decided', verdict };
}

/** The operation by which an endpoint is made at its vendor. */
export const registration = 'git.webhook.create';

/** Whether the connector of a provider can make it there. */
export function canRegister({ connectors, providers }: CapabilityMatrix, provider: string): boolean {
  const connector = providers.find(({ id }) => id === provider)?.connector;
  const row = connectors.find(({ id }) => id === connector);
  return row?.operations.some(({ capability, support }) => capability === registration && support !== 'none') === true;
}

/** Of what a vendor can be told to tell, as the schema of that operation's input names it. */
export function toldEvents(input: Readonly<Record<string, unknown>>): string[] {
  const names = part(part(part(part(input, 'properties'), 'events'), 'items'), 'enum');
  return Array.isArray(names) ? names.filter((name): name is string => typeof name === 'string') : [];
}

function part(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined;
}

/** `PULL_REQUEST` reads as `pull request`. */
export function eventWord(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}

/** The whole address that a vendor calls. */
export function addressOf(path: string, origin = location.origin): string {
  return `${origin}${path}`;
}
