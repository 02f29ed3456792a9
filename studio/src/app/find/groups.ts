import { literal } from '@/format/text';
import type { Found } from '@/pages/definePage';

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

/** Which group a first letter asks for, of those that stand in the search of itself. */
const letters: Readonly<Record<string, string>> = { '>': 'Acts', '#': 'Ids' };

/** `more` are the letters of other groups. */
export function askedBy(typed: string, more: Readonly<Record<string, string>> = {}): Asked {
  const only = { ...more, ...letters }[typed.trimStart().charAt(0)];
  const text = (only === undefined ? typed : typed.trimStart().slice(1)).trim();
  return { text, words: text.toLowerCase().split(/\s+/).filter(Boolean), only };
}

/** Whether all words stand somewhere in what is told of a thing. */
export function fits({ name, detail = '', also = '' }: Pick<Found, 'name' | 'detail' | 'also'>, words: readonly string[]): boolean {
  const told = `${name} ${detail}`.toLowerCase();
  return words.every((word) => told.includes(word) || also.includes(word));
}

/** Those that fit, what begins with the first word before the rest; those whose name holds none of the words come last. */
export function fitting(all: readonly Found[], words: readonly string[]): Found[] {
  const first = words[0];
  const found = all.filter((one) => fits(one, words));
  if (first === undefined) return found;
  const place = ({ name, also }: Found) => (name.toLowerCase().startsWith(first) ? 0 : name.toLowerCase().includes(first) ? 1 : also === undefined ? 2 : 3 - words.filter((word) => name.toLowerCase().includes(word)).length / words.length);
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
