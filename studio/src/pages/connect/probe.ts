import type { ConnectorDetail, ProbedPart } from '@/api/schema';
import { count, plural } from '@/format/text';

export type Part = ProbedPart['part'];

/** How far a test has come. */
export interface Probe {
  state: 'idle' | 'asking' | 'done' | 'left' | 'refused';
  parts: readonly ProbedPart[];
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
  const supported = detail.operations.filter(({ support }) => support !== 'none').length;
  const of = (state: ProbedPart['state']) => parts.filter((one) => one.part === 'operations' && one.state === state);
  const answered = of('ok').length;
  const missing = of('missing').flatMap(({ operations }) => operations);
  const failed = of('failed').flatMap(({ operations }) => operations);
  const unasked = supported - answered - missing.length - failed.length;
  return {
    said: `${count(answered)} of ${plural(supported, 'operation')} answered${missing.length === 0 ? '' : `, ${count(missing.length)} ${missing.length === 1 ? 'is' : 'are'} not allowed`}.`,
    more: [...(missing.length === 0 ? [] : [`The credential lacks what ${missing.join(', ')} ${missing.length === 1 ? 'needs' : 'need'}: grant it at the vendor and test again, or go on without.`]), ...(failed.length === 0 ? [] : [`${failed.join(', ')} failed.`]), ...(unasked === 0 ? [] : [`${plural(unasked, 'operation')} ${unasked === 1 ? 'was' : 'were'} not asked: a write is never tried, and some reads need something that was not found.`])].join(' '),
    good: true,
  };
}

function sentence(told: string | undefined): string {
  if (told === undefined || told === '') return '';
  return /[.!?]$/.test(told) ? `${told} ` : `${told}. `;
}
