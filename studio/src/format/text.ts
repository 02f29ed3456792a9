const thousands = new Intl.NumberFormat('en-US');

/** A count with thousands apart: `7,028`. */
export function count(value: number): string {
  return thousands.format(value);
}

/** `1 issue`, `2 issues`. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** The size of a payload: `38 B`, `1.1 KB`, `10.4 MB`. */
export function bytes(size: number): string {
  if (size < 1000) return `${size} B`;
  if (size < 999_500) return `${(size / 1000).toFixed(1)} KB`;
  return `${(size / 1_000_000).toFixed(1)} MB`;
}

/** An id as it stands in a line: its prefix and its last eight characters, or both ends when it has no prefix. */
export function shortId(id: string): string {
  const prefix = /^[a-z]+_(?=.{9})/.exec(id)?.[0];
  if (prefix !== undefined) return `${prefix}…${id.slice(-8)}`;
  if (id.length <= 14) return id;
  return `${id.slice(0, 4)}…${id.slice(-6)}`;
}

/** Only the end of an id, for a column whose head already says what it is. */
export function tailId(id: string): string {
  return id.length > 8 ? `…${id.slice(-8)}` : id;
}

/** `1`, `1 and 2`, `1, 2 and 3`. */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

/** As `list`, of many words the first five: `1, 2, 3, 4, 5 and 7 more`. */
export function few(words: readonly string[]): string {
  return words.length <= 5 ? list(words) : list([...words.slice(0, 5), `${count(words.length - 5)} more`]);
}

/** A text as a part of a regular expression that matches it alone. */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Words that begin with a capital. */
export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether a pattern, in which * stands for any characters, covers all of a text. */
export function covers(pattern: string, text: string): boolean {
  return new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`).test(text);
}
