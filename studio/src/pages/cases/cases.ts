import type { CaseParts } from '@/api/cases';
import { Digits, parseExact, stringifyExact } from '@/api/exact';
import type { CaseReport, CaseVerdict, Json, WorkflowCase } from '@/api/schema';
import { idFlaw } from '@/format/id';

/** What was run last: each case as it came out, and the report on all of them where they were run together. */
export interface Ran {
  verdicts: ReadonlyMap<string, CaseVerdict>;
  whole: CaseReport | undefined;
}

export const nothingRan: Ran = { verdicts: new Map(), whole: undefined };

/** What was run before with a report that is newer; one on some cases leaves the figures of all as they were. */
export const withReport = (ran: Ran, report: CaseReport, whole: boolean): Ran => ({ verdicts: new Map([...(whole ? [] : ran.verdicts), ...report.cases.map((one) => [one.name, one] as const)]), whole: whole ? report : ran.whole });

/** The same once a case was changed, since which nobody knows how it comes out. */
export const withoutCase = (ran: Ran, name: string): Ran => ({ verdicts: new Map([...ran.verdicts].filter(([one]) => one !== name)), whole: undefined });

/** How an outcome looks, and its word. */
export function outcomeOf(verdict: CaseVerdict | undefined): { of: string; word: string } {
  if (verdict === undefined) return { of: 'pending', word: 'not run' };
  return { of: { passed: 'succeeded', failed: 'failed', broken: 'degraded' }[verdict.outcome], word: verdict.outcome };
}

/** What an arm is, in words. */
export function armWords({ kind, arm = 0, when }: CaseReport['untaken'][number]): string {
  const said = when === undefined ? '' : `, ${when}`;
  switch (kind) {
    case 'branch':
      return when === undefined ? `arm ${arm + 1}, else` : `arm ${arm + 1}${said}`;
    case 'catch':
      return `handler ${arm + 1}${said}`;
    case 'run':
      return `runs${said} holds`;
    case 'skip':
      return `is skipped${said} does not hold`;
  }
}

/** A value in a line; `nothing` where there is none. */
export const valueWords = (value: unknown): string => (value === undefined ? 'nothing' : stringifyExact(value));

/** What is written of a case. */
export interface CaseDraft extends Record<keyof CaseParts, string> {
  name: string;
}

export const parts = ['input', 'run', 'pins', 'expects'] as const satisfies readonly (keyof CaseParts)[];

const text = (value: unknown): string => stringifyExact(value, 2);

/** A case as it is written in a form. */
export const drafted = ({ name, content }: WorkflowCase): CaseDraft => ({ name, input: text(content.input), run: text(content.run), pins: text(content.pins), expects: text(content.expects) });

/** One that is new. */
export const fresh: CaseDraft = { name: '', input: '{}', run: '{}', pins: '{}', expects: '{}' };

type Wrong = Partial<Record<keyof CaseDraft, string>>;

/** What is wrong with the name of a case that is new. */
export function nameFlaw(name: string, taken: readonly string[]): string | undefined {
  return idFlaw(name) ?? (taken.includes(name) ? 'There is one of that name: change it, or choose another.' : undefined);
}

/** What is wrong with a draft, by its fields. */
export function flaws(draft: CaseDraft, taken: readonly string[]): Wrong {
  const name = nameFlaw(draft.name, taken);
  const found = parts.map((part): [string, string | undefined] => {
    const value = read(draft[part]);
    if (value === undefined) return [part, 'It is no JSON object. Write it as {"name": "value"}.'];
    if (part === 'expects' && both(value)) return [part, 'It expects an output or a failure: leave out one of them.'];
    const pin = part === 'pins' ? Object.entries(value).find(([, of]) => both(of)) : undefined;
    return [part, pin === undefined ? undefined : `The pin of ${pin[0]} has an output and a failure: leave out one of them.`];
  });
  return Object.fromEntries([['name', name] as const, ...found].filter(([, wrong]) => wrong !== undefined));
}

/** An object as a text says it; undefined of any other text. */
function read(written: string): Record<string, Json> | undefined {
  try {
    const value = parseExact(written);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isObject = (value: Json): value is Record<string, Json> => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Digits);

const both = (value: Json): boolean => isObject(value) && 'output' in value && 'failure' in value;

/** What is sent of a draft without flaws. */
export const partsOf = (draft: CaseDraft): CaseParts => ({ input: read(draft.input) ?? {}, run: read(draft.run) ?? {}, pins: read(draft.pins) ?? {}, expects: read(draft.expects) ?? {} });

/** What the server says of fields of a case, by the field of the form in which each stands. */
export function placed(fields: Readonly<Record<string, string>>): Wrong {
  const wrong: Wrong = {};
  for (const [path, said] of Object.entries(fields)) {
    const part = parts.find((one) => one === /^\w+/.exec(path)?.[0]);
    if (part !== undefined) wrong[part] = [wrong[part], `${path}: ${said}`].filter(Boolean).join('. ');
  }
  return wrong;
}
