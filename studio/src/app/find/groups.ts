import type { Sign } from '@/design/Icon';
import { literal } from '@/format/text';

/** Something that the palette leads to, or does. */
export interface Found {
  id: string;
  name: string;
  icon: Sign;
  /** Softly behind the name. */
  detail?: string | undefined;
  /** On the right: how it stands. */
  fact?: string | undefined;
  /** More of it for the preview, by name. */
  facts?: readonly (readonly [string, string])[];
  keys?: string | undefined;
  /** Where it leads; what has none does something. */
  href?: string;
  run?: () => void;
}

export interface Group {
  name: string;
  /** Those that fit; the first few are shown. */
  found: readonly Found[];
  /** Whether the server has not answered yet. */
  waits?: boolean;
  /** Where all of them stand. */
  all?: string | undefined;
}

/** Rows of a group unless it stands alone. */
export const shownEach = 4;
const shownAlone = 50;

/** What a text asks for: its first letter may name a group alone. */
export interface Asked {
  words: string[];
  text: string;
  only?: string | undefined;
}

const prefixes: Readonly<Record<string, string>> = { '>': 'Acts', '#': 'Ids', '?': 'Docs' };

export function askedBy(typed: string): Asked {
  const only = prefixes[typed.trimStart().charAt(0)];
  const text = (only === undefined ? typed : typed.trimStart().slice(1)).trim();
  return { text, words: text.toLowerCase().split(/\s+/).filter(Boolean), only };
}

const states = ['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled'];

/** Which runs the server is asked for: those of the state and of the workflow that the words name, where they name one. */
export function runsNamed(words: readonly string[], workflows: readonly string[]): { state?: string; workflow?: string } {
  const state = words.find((word) => states.includes(word));
  const rest = words.filter((word) => word !== state);
  const named = workflows.filter((id) => rest.some((word) => id.toLowerCase().includes(word)));
  const [workflow] = named.length === 1 ? named : named.filter((id) => rest.includes(id.toLowerCase()));
  return { ...(state === undefined ? {} : { state }), ...(workflow === undefined ? {} : { workflow }) };
}

/** Whether all words stand somewhere in what is told of a thing. */
export function fits({ name, detail = '' }: Pick<Found, 'name' | 'detail'>, words: readonly string[]): boolean {
  const told = `${name} ${detail}`.toLowerCase();
  return words.every((word) => told.includes(word));
}

/** Those that fit, what begins with the first word before the rest. */
export function fitting(all: readonly Found[], words: readonly string[]): Found[] {
  const first = words[0];
  const found = all.filter((one) => fits(one, words));
  if (first === undefined) return found;
  const place = ({ name }: Found) => (name.toLowerCase().startsWith(first) ? 0 : name.toLowerCase().includes(first) ? 1 : 2);
  return [...found].sort((a, b) => place(a) - place(b));
}

export interface Shown extends Group {
  rows: readonly Found[];
}

/** The groups with something in them, each cut to a few rows; of one alone more. The last row of a cut one leads to all. */
export function shownOf(groups: readonly Group[], only: string | undefined): Shown[] {
  return groups
    .filter(({ name, found, waits }) => (only === undefined || name === only) && (found.length > 0 || waits === true))
    .map((group) => {
      const most = only === undefined ? shownEach : shownAlone;
      const cut = group.found.length > most;
      const rows = group.found.slice(0, most);
      if (!cut || group.all === undefined) return { ...group, rows };
      return { ...group, rows: [...rows, { id: `${group.name} all`, name: `${group.found.length - most} more, as a view`, icon: 'right' as const, href: group.all }] };
    });
}

/** The rows by name, which they keep whatever comes above them; two groups may have one of the same id. */
export function rowNames(shown: readonly Shown[]): string[] {
  return shown.flatMap((group) => group.rows.map((row) => `${group.name} ${row.id}`));
}

/** A text in pieces, those that one of the words is made of apart. */
export function marked(text: string, words: readonly string[]): { text: string; hit: boolean }[] {
  if (words.length === 0) return [{ text, hit: false }];
  const one = new RegExp(`(${words.map(literal).join('|')})`, 'gi');
  return text
    .split(one)
    .map((part, at) => ({ text: part, hit: at % 2 === 1 }))
    .filter((part) => part.text !== '');
}
