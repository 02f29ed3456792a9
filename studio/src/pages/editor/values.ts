import type { StepField } from './kinds';

export type Values = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path such as `spec.steps[0].with.text`. */
export function valueAt(value: unknown, path: string): unknown {
  return (path.match(/[^.[\]]+/g) ?? []).reduce<unknown>((found, step) => {
    if (Array.isArray(found)) return found[Number(step)] as unknown;
    return isObject(found) ? found[step] : undefined;
  }, value);
}

/** A value as it stands in an input; nothing where there is none. */
export function shownAs(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && readAs(value) === value && value !== '') return value;
  return JSON.stringify(value, null, typeof value === 'object' ? 2 : undefined);
}

/** What an input says: JSON where it is JSON, any other text as it stands. */
function readAs(text: string): unknown {
  if (!/^\s*([[{"]|true\b|false\b|null\b|-?\d)/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The value that a field gets; undefined takes it out. */
export function typedAs(field: Pick<StepField, 'input'>, text: string): unknown {
  if (text.trim() === '') return undefined;
  if (isText(field)) return text;
  if (field.input === 'texts' && !/^\s*(\[|\$\{)/.test(text)) return text.split(',').map((one) => one.trim()).filter((one) => one !== '');
  return readAs(text);
}

/** How an input shows what its field holds. */
export function inField(field: Pick<StepField, 'input'>, value: unknown): string {
  if (field.input === 'texts' && Array.isArray(value) && value.every((one) => typeof one === 'string' && !/[,[]/.test(one))) return value.join(', ');
  return typeof value === 'string' && isText(field) ? value : shownAs(value);
}

/** Whether what is typed is a text whatever it looks like. */
const isText = ({ input }: Pick<StepField, 'input'>): boolean => input === 'text' || input === 'lines' || input === 'code' || input === 'choice';

/** A name that no other thing of the workflow has, near to the one that is wanted. */
export function freeName(taken: ReadonlySet<string>, wanted: string): string {
  const plain = wanted.replace(/\W+/g, '_').replace(/^(?=\d|$)/, '_');
  if (!taken.has(plain) && !reserved.has(plain)) return plain;
  let count = 2;
  while (taken.has(`${plain}_${count}`)) count++;
  return `${plain}_${count}`;
}

const reserved = new Set(['as', 'break', 'const', 'continue', 'else', 'false', 'for', 'function', 'if', 'import', 'in', 'let', 'loop', 'null', 'package', 'namespace', 'return', 'true', 'var', 'void', 'while', 'input', 'run', 'tenant']);

/** Each `id` and `as` of a text, which must not be taken twice. */
export function takenNames(value: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (at: unknown): void => {
    if (Array.isArray(at)) at.forEach(walk);
    else if (isObject(at)) {
      for (const name of [at.id, at.as]) if (typeof name === 'string') found.add(name);
      Object.values(at).forEach(walk);
    }
  };
  walk(value);
  return found;
}
