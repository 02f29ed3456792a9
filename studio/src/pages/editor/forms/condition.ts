/** A comparison, as three inputs of a form hold it. */
export interface Condition {
  /** What is looked at, e.g. `ask.choice`. */
  name: string;
  how: How;
  /** What it is compared with, as people write it. */
  than: string;
}

/** The comparisons, and how people say them. */
export const hows = { '==': 'is', '!=': 'is not', '>': 'is more than', '>=': 'is at least', '<': 'is less than', '<=': 'is at most', contains: 'contains' } as const;

export type How = keyof typeof hows;

const name = String.raw`[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\[\d+\])*`;
const literal = String.raw`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false`;
const compares = new RegExp(String.raw`^\$\{\s*(${name})\s*(==|!=|>=|<=|>|<)\s*(${literal}|${name})\s*\}$`);
const contains = new RegExp(String.raw`^\$\{\s*(${name})\.contains\(\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|${name})\s*\)\s*\}$`);

/** The inputs of an expression; undefined where it says more than one comparison. */
export function conditionOf(expression: unknown): Condition | undefined {
  if (expression === undefined || expression === '' || expression === '${true}') return { name: '', how: '==', than: '' };
  if (typeof expression !== 'string') return undefined;
  const [, left, how, right] = compares.exec(expression) ?? [];
  if (left !== undefined && how !== undefined && right !== undefined) return { name: left, how: how as How, than: than(right) };
  const [, text, part] = contains.exec(expression) ?? [];
  return text === undefined || part === undefined ? undefined : { name: text, how: 'contains', than: than(part) };
}

export const isCondition = (value: unknown): boolean => conditionOf(value) !== undefined;

/** How people write what an expression compares with: a text without quotes, a value as `${…}`. */
function than(written: string): string {
  if (/^['"]/.test(written)) {
    const text = written.slice(1, -1).replace(/\\(.)/g, '$1');
    return plain(text) ? `'${text}'` : text;
  }
  return plain(written) ? written : `\${${written}}`;
}

const plain = (text: string): boolean => /^(-?\d+(\.\d+)?|true|false)$/.test(text);

/** The expression of a comparison; none while it is not whole. `type` is that of what is looked at. */
export function expressionOf({ name: left, how, than: typed }: Condition, type: string | undefined): string | undefined {
  if (left === '') return undefined;
  const right = valueOf(typed.trim(), how === 'contains' || type === 'text');
  return how === 'contains' ? `\${${left}.contains(${right})}` : `\${${left} ${how} ${right}}`;
}

function valueOf(typed: string, text: boolean): string {
  const [, other] = new RegExp(String.raw`^\$\{\s*(${name})\s*\}$`).exec(typed) ?? [];
  if (other !== undefined) return other;
  const [, quoted] = /^'(.*)'$/.exec(typed) ?? [];
  if (quoted !== undefined && plain(quoted)) return `'${quoted}'`;
  return plain(typed) && !text ? typed : `'${typed.replace(/[\\']/g, '\\$&')}'`;
}
