import type { ConnectorDetail, ProbedPart } from '@/api/schema';
import { count, plural } from '@/format/text';

export type Part = ProbedPart['part'];

/** A part with who refused it. */
export type Told = ProbedPart & { origin?: 'caller' | 'platform' | 'vendor' };

/** How far a test has come. */
export interface Probe {
  /** `left` when a person stopped it, `broken` when the server ended it before its end. */
  state: 'idle' | 'asking' | 'done' | 'left' | 'broken' | 'refused';
  parts: readonly Told[];
  /** The part behind which nothing more was asked. */
  stopped?: Part;
  error?: unknown;
  tookMs?: number;
}

export const idle: Probe = { state: 'idle', parts: [] };

export const partWords: Readonly<Record<Part, string>> = { reach: 'Reach', credential: 'Credential', operations: 'Operations', events: 'Events' };

/** What came back, in the words of its part, and how it looks. */
export function resultOf({ part, state }: ProbedPart): { of: string; word: string } {
  const words: Readonly<Record<Part, Readonly<Record<ProbedPart['state'], string>>>> = {
    reach: { ok: 'reached', missing: 'not allowed', failed: 'no answer', unknown: 'to ask' },
    credential: { ok: 'taken', missing: 'refused', failed: 'failed', unknown: 'to ask' },
    operations: { ok: 'answered', missing: 'missing', failed: 'failed', unknown: 'not asked' },
    events: { ok: 'known', missing: 'missing', failed: 'failed', unknown: 'to ask' },
  };
  const looks = { ok: 'succeeded', missing: 'failed', failed: 'failed', unknown: 'queued' } as const;
  return { of: looks[state], word: words[part][state] };
}

/** The parts of a test, each with what is known of it; those without anything left out. */
export function grouped(parts: readonly ProbedPart[]): [Part, ProbedPart[]][] {
  return (['reach', 'credential', 'operations', 'events'] as const).map((part): [Part, ProbedPart[]] => [part, parts.filter((one) => one.part === part)]).filter(([, of]) => of.length > 0);
}

/** How many probes passed, of those that were asked. */
export function progress({ parts }: Probe): string {
  const asked = parts.filter(({ state }) => state !== 'unknown');
  return asked.length === 0 ? '' : `${count(asked.filter(({ state }) => state === 'ok').length)} of ${count(asked.length)} passed`;
}

export interface Verdict {
  /** What came of it, in a sentence. */
  said: string;
  /** What that means. */
  more: string;
  /** Whether it would work as far as it is known. */
  good: boolean;
}

/** One sentence: how many operations work, which do not, and why. */
export function verdict(probe: Probe, detail: ConnectorDetail, agreed: boolean): Verdict {
  const { parts, stopped } = probe;
  const broken = parts.find(({ part, state }) => part === stopped && state !== 'ok' && state !== 'unknown');
  if (stopped === 'reach') return { said: `${broken?.what ?? 'The host'} ${broken?.state === 'missing' ? 'may not be reached from here' : 'did not answer'}.`, more: 'Nothing was stored; what you typed is still here.', good: false };
  if (stopped === 'credential') return { said: 'The credential was not taken.', more: `${sentence(broken?.told)}Nothing was stored; what you typed is still here.`, good: false };
  if (agreed) return { said: 'Its hosts answer.', more: 'Somebody signs in at the vendor once it is saved; until then no call goes there.', good: true };
  return ofReads(parts.filter((one) => one.part === 'operations'), detail.operations.filter(({ support }) => support !== 'none').length);
}

/** What the reads say. Where some were asked and none answered, it does not work, whatever the credential's own check says. */
function ofReads(reads: readonly Told[], supported: number): Verdict {
  const of = (state: ProbedPart['state']) => reads.filter((one) => one.state === state);
  const [answered, missing, failed] = [of('ok').length, of('missing'), operationsOf(of('failed'))];
  const unasked = supported - answered - missing.length - failed.length;
  const nothing = answered === 0 && missing.length + failed.length > 0;
  return {
    said: `${nothing ? `None of ${plural(supported, 'operation')}` : `${count(answered)} of ${plural(supported, 'operation')}`} answered${missing.length === 0 ? '' : `, ${count(missing.length)} ${missing.length === 1 ? 'is' : 'are'} not allowed`}.`,
    more: [...lacks(missing), ...(failed.length === 0 ? [] : [`${failed.join(', ')} failed.`]), ...(unasked === 0 ? [] : [`${plural(unasked, 'operation')} ${unasked === 1 ? 'was' : 'were'} not asked; the rows say why.`])].join(' '),
    good: !nothing,
  };
}

/** Who does not allow it, and so where it is mended: the vendor, or this installation. */
function lacks(missing: readonly Told[]): string[] {
  const theirs = operationsOf(missing.filter(({ origin }) => origin === 'vendor'));
  const ours = operationsOf(missing.filter(({ origin }) => origin !== 'vendor'));
  return [
    ...(theirs.length === 0 ? [] : [`The credential lacks what ${theirs.join(', ')} ${theirs.length === 1 ? 'needs' : 'need'}: grant it at the vendor and test again, or go on without.`]),
    ...(ours.length === 0 ? [] : [`This server does not let you call ${ours.join(', ')}, whatever the credential may: ask for the right, or go on without.`]),
  ];
}

const operationsOf = (parts: readonly Told[]) => parts.flatMap(({ operations }) => operations);

function sentence(told: string | undefined): string {
  if (told === undefined || told === '') return '';
  return /[.!?]$/.test(told) ? `${told} ` : `${told}. `;
}
