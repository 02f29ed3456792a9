/** A name that an expression can read here, or a field of one. */
export interface Offered {
  path: string;
  /** Its type in words; empty where it is not known. */
  type: string;
}

/** The part of a text that is being written: a name inside of `${…}`. */
export interface Word {
  /** Where it begins. */
  from: number;
  text: string;
}

/** The name in front of the caret; undefined where no expression is open there. */
export function wordAt(text: string, caret: number): Word | undefined {
  const before = text.slice(0, caret);
  const open = before.lastIndexOf('${');
  if (open < 0 || before[open - 1] === '$') return undefined;
  const inside = before.slice(open + 2);
  if (closed(inside)) return undefined;
  const word = /[A-Za-z_][\w.]*$|$/.exec(inside)?.[0] ?? '';
  // A field of something computed, e.g. of a call, is not one of a name.
  if (/[)\].]$/.test(inside.slice(0, inside.length - word.length))) return undefined;
  return { from: caret - word.length, text: word };
}

/** Whether an expression ends in what follows its brace, or a text in it is open. */
function closed(inside: string): boolean {
  let depth = 0;
  let quote: string | undefined;
  for (let at = 0; at < inside.length; at++) {
    const c = inside.charAt(at);
    if (quote !== undefined) {
      if (c === quote && inside[at - 1] !== '\\') quote = undefined;
    } else if (c === "'" || c === '"') quote = c;
    else if (c === '{') depth++;
    else if (c === '}' && depth-- === 0) return true;
  }
  return quote !== undefined;
}

/** The names and their fields that fit what was written, the nearest first. */
export function offers(names: Readonly<Record<string, string>>, word: string, most = 8): Offered[] {
  const wanted = word.toLowerCase();
  const rank = ({ path }: Offered): number => {
    const name = path.toLowerCase();
    const depth = name.split('.').length - 1;
    if (name === wanted) return 90;
    if (name.startsWith(wanted)) return depth - wanted.split('.').length + 1;
    if (wanted !== '' && name.split('.').some((part) => part.startsWith(wanted))) return 10 + depth;
    return wanted !== '' && name.includes(wanted) ? 20 + depth : 99;
  };
  return all(names)
    .map((one) => ({ one, at: rank(one) }))
    .filter(({ at }) => at < 90)
    .sort((a, b) => a.at - b.at || a.one.path.localeCompare(b.one.path))
    .slice(0, most)
    .map(({ one }) => one);
}

function all(names: Readonly<Record<string, string>>): Offered[] {
  return Object.entries(names).flatMap(([path, type]) => {
    const fields = /^object with ([\w, ]+)/.exec(type)?.[1]?.split(', ') ?? [];
    return [{ path, type }, ...fields.filter((field) => /^[A-Za-z_]\w*$/.test(field) && !(`${path}.${field}` in names)).map((field) => ({ path: `${path}.${field}`, type: '' }))];
  });
}

/** A text in which a name stands in place of the word that was written; the caret is behind it. */
export function taken(text: string, { from, text: word }: Word, path: string): { text: string; caret: number } {
  const rest = text.slice(from + word.length);
  const behind = /^[\w.]*\s*\}/.test(rest) ? rest.replace(/^[\w.]*/, '') : rest;
  const close = /^[^{]*\}/.test(behind) ? '' : '}';
  return { text: text.slice(0, from) + path + close + behind, caret: from + path.length };
}

/** A value in a line. */
export function inShort(value: unknown): string {
  const text = typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
