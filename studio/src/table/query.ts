/** The query bar is the address: tokens `key=value`, checked against the keys a room knows. */
export type Search = Record<string, string>;

export interface Key {
  name: string;
  hint: string;
  values?: readonly string[];
  /** Its value is a moment. */
  moment?: true;
}

export interface Token {
  key: string;
  value: string;
  /** The nearest valid writing, where this one is not known. */
  nearest?: { key: string; value: string };
}

export function tokens(search: Search, keys: readonly Key[]): Token[] {
  return Object.entries(search).map(([key, value]) => check(key, value, keys));
}

function check(key: string, value: string, keys: readonly Key[]): Token {
  const known = keys.find((k) => k.name === key);
  if (known === undefined) return { key, value, nearest: { key: nearest(key, keys.map((k) => k.name)), value } };
  if (known.values !== undefined && !known.values.includes(value)) return { key, value, nearest: { key, value: nearest(value, known.values) } };
  if (known.moment === true && !isMoment(value)) return { key, value, nearest: { key, value: '24h' } };
  return { key, value };
}

/** What a person typed, as a token; undefined while there is no `=` with something on both sides. */
export function typed(text: string): { key: string; value: string } | undefined {
  const at = text.indexOf('=');
  const key = text.slice(0, at).trim();
  const value = text.slice(at + 1).trim();
  return at > 0 && key !== '' && value !== '' ? { key, value } : undefined;
}

/** What the server is asked: the tokens this room knows, without those that only move the page. */
export function asked(search: Search, keys: readonly Key[], pageOnly: readonly string[]): Search {
  return Object.fromEntries(
    tokens(search, keys)
      .filter((token) => token.nearest === undefined && !pageOnly.includes(token.key))
      .map((token) => [token.key, token.value]),
  );
}

export function without(search: Search, ...names: string[]): Search {
  return Object.fromEntries(Object.entries(search).filter(([key]) => !names.includes(key)));
}

export function withToken(search: Search, key: string, value: string): Search {
  return { ...search, [key]: value };
}

/** Drops the token that stands last. */
export function withoutLast(search: Search): Search {
  return Object.fromEntries(Object.entries(search).slice(0, -1));
}

const written = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{0,9})?(Z|[+-]\d\d:\d\d)$/i;

/** Whether the server reads it as a moment: a time ago such as `15m`, `24h`, `7d`, or an instant in full. */
export function isMoment(value: string): boolean {
  if (/^\d{1,6}[smhd]$/.test(value)) return true;
  const [, year, month, day] = written.exec(value) ?? [];
  if (day === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

export function nearest(word: string, words: readonly string[]): string {
  return [...words].sort((a, b) => distance(word, a) - distance(word, b))[0] ?? '';
}

/** How many letters must change, come or go to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const keep = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(keep, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
