import { Digits, isLong, parseExact, stringifyExact } from '@/api/exact';
import type { Json } from '@/api/schema';
import { object, type Named, type Shape } from './shape';

/** What was typed into a form so far: a text for each field that takes one, undefined where nothing is given. */
export type Draft = string | undefined | Draft[] | Picked | { [name: string]: Draft };

/** Which of several forms a value takes. */
export class Picked {
  constructor(
    readonly at: number,
    readonly draft: Draft,
  ) {}
}

const numeral = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

export const asList = (draft: Draft): Draft[] => (Array.isArray(draft) ? draft : []);
export const asText = (draft: Draft): string => (typeof draft === 'string' ? draft : '');
export const asPicked = (draft: Draft): Picked => (draft instanceof Picked ? draft : new Picked(0, undefined));
export const asFields = (draft: Draft): Record<string, Draft> => (typeof draft === 'object' && !Array.isArray(draft) && !(draft instanceof Picked) ? draft : {});

/** The form before anything was typed: the schema's defaults, and the objects that have to be there. */
export function fresh(shape: Shape, required = true): Draft {
  if ('default' in shape.schema) return drafted(shape, shape.schema.default as Json);
  if (shape.kind === 'one of' && required && shape.choices.length === 1) return choiceText(shape.choices[0]);
  if (!required) return undefined;
  if (shape.kind === 'object') return Object.fromEntries(shape.fields.map(({ name, required: needed, shape: of }) => [name, fresh(of, needed)]));
  if (shape.kind === 'variants') return new Picked(0, shape.of[0] === undefined ? undefined : fresh(shape.of[0]));
  if (shape.kind === 'list') return Array.from({ length: Math.min(1, Number(shape.schema.minItems ?? 0)) }, () => fresh(shape.item));
  return undefined;
}

/** A value as it stands in the form. */
export function drafted(shape: Shape, value: Json | undefined): Draft {
  if (value === undefined || (value === null && nullable(shape))) return undefined;
  switch (shape.kind) {
    case 'one of':
      return choiceText(value);
    case 'JSON':
      return stringifyExact(value, 2);
    case 'list':
      return Array.isArray(value) ? value.map((item) => drafted(shape.item, item)) : stringifyExact(value);
    case 'object': {
      const given = object(value) as Record<string, Json>;
      return Object.fromEntries(shape.fields.map(({ name, shape: of }) => [name, drafted(of, given[name])]));
    }
    case 'variants': {
      const fits = shape.of.findIndex((one) => same(written(one, drafted(one, value)), value) && Object.keys(flaws(one, drafted(one, value))).length === 0);
      const at = Math.max(0, fits);
      const one = shape.of[at];
      return new Picked(at, one === undefined ? undefined : drafted(one, value));
    }
    case 'text':
    case 'whole number':
    case 'number':
    case 'yes or no':
      return typeof value === 'string' ? value : stringifyExact(value);
  }
}

/** Whether nothing can be said as `null`. */
function nullable({ schema, kind }: Shape): boolean {
  return kind !== 'JSON' && kind !== 'one of' && Array.isArray(schema.type) && (schema.type as unknown[]).includes('null');
}

/** The value that a form stands for; undefined where nothing is given. What does not fit stays a text, which `flaws` names. */
export function written(shape: Shape, draft: Draft): Json | undefined {
  if (draft === undefined) return undefined;
  const typed = asText(draft);
  switch (shape.kind) {
    case 'object':
      return Object.fromEntries(
        shape.fields.flatMap(({ name, required, shape: of }) => {
          const value = written(of, asFields(draft)[name]);
          return value !== undefined ? [[name, value]] : required && nullable(of) ? [[name, null]] : [];
        }),
      );
    case 'list':
      return asList(draft).map((item) => written(shape.item, item) ?? null);
    case 'variants': {
      const { at, draft: inner } = asPicked(draft);
      const one = shape.of[at];
      return one === undefined ? undefined : written(one, inner);
    }
    case 'text':
      return typed;
    case 'one of':
      return shape.choices.find((choice) => choiceText(choice) === typed) as Json | undefined;
    case 'yes or no':
      return typed === '' ? undefined : typed === 'true' ? true : typed === 'false' ? false : typed;
    case 'JSON':
      return typed.trim() === '' ? undefined : parsed(typed);
    case 'whole number':
    case 'number':
      return typed.trim() === '' ? undefined : exact(typed.trim(), shape.kind === 'number') ?? typed;
  }
}

/** The number, where the server takes it: a whole one of 64 bits, or one that a double holds. */
function exact(typed: string, broken: boolean): number | Digits | undefined {
  if (!numeral.test(typed)) return undefined;
  const told = Number(typed);
  if (!isLong(typed)) return Number.isFinite(told) && (broken || Number.isSafeInteger(told)) ? told : undefined;
  return BigInt.asIntN(64, BigInt(typed)) === BigInt(typed) ? new Digits(typed) : undefined;
}

/** Whether the form can show a value without losing any of it. */
export function shows(shape: Shape, value: Json): boolean {
  return same(written(shape, drafted(shape, value)), value);
}

/** What is wrong with what was typed, by where it stands, such as `complaints[2].narrative`. */
export function flaws(shape: Shape, draft: Draft): Record<string, string> {
  const found: Record<string, string> = {};
  look(shape, draft, '', true, found);
  return found;
}

function look(shape: Shape, draft: Draft, path: string, required: boolean, found: Record<string, string>): void {
  // A text that was emptied is an empty text, which the schema may take; a field that nobody touched is none.
  const empty = draft === undefined || (draft === '' && shape.kind !== 'text' && !(shape.kind === 'one of' && shape.choices.includes('')));
  if (empty) {
    if (required && !nullable(shape)) found[path] = `${nameOf(path, shape)} is needed.`;
    return;
  }
  if (shape.kind === 'object') shape.fields.forEach((field) => look(field.shape, asFields(draft)[field.name], joined(path, field), field.required, found));
  else if (shape.kind === 'list') list(shape, asList(draft), path, found);
  else if (shape.kind === 'variants') {
    const { at, draft: inner } = asPicked(draft);
    const one = shape.of[at];
    if (one !== undefined) look(one, inner, path, true, found);
  } else {
    const wrong = scalar(shape, asText(draft));
    if (wrong !== undefined) found[path] = `${nameOf(path, shape)} ${wrong}`;
  }
}

function list(shape: Shape & { kind: 'list' }, items: readonly Draft[], path: string, found: Record<string, string>): void {
  const { minItems, maxItems } = shape.schema;
  if (typeof minItems === 'number' && items.length < minItems) found[path] = `${nameOf(path, shape)} has ${minItems} or more, this one has ${items.length}.`;
  if (typeof maxItems === 'number' && items.length > maxItems) found[path] = `${nameOf(path, shape)} has at most ${maxItems}, this one has ${items.length}.`;
  items.forEach((item, at) => look(shape.item, item, `${path}[${at}]`, true, found));
}

function scalar(shape: Exclude<Shape, { kind: 'object' | 'list' | 'variants' }>, typed: string): string | undefined {
  const { schema } = shape;
  const bound = (name: string) => (typeof schema[name] === 'number' ? schema[name] : undefined);
  switch (shape.kind) {
    case 'text': {
      const length = Array.from(typed).length;
      const [least, most] = [bound('minLength'), bound('maxLength')];
      if (least !== undefined && length < least) return `has ${least} characters or more, this one has ${length}.`;
      if (most !== undefined && length > most) return `has at most ${most} characters, this one has ${length}.`;
      return typeof schema.pattern === 'string' && !fits(schema.pattern, typed) ? `does not fit ${schema.pattern}.` : undefined;
    }
    case 'one of':
      return shape.choices.some((choice) => choiceText(choice) === typed) ? undefined : 'is none of those to choose from.';
    case 'yes or no':
      return typed === 'true' || typed === 'false' ? undefined : 'is yes or no.';
    case 'JSON':
      return parsed(typed) === undefined ? 'is not JSON.' : undefined;
    case 'whole number':
    case 'number':
      return number(shape.kind === 'whole number', typed.trim(), bound);
  }
}

function number(whole: boolean, typed: string, bound: (name: string) => number | undefined): string | undefined {
  const value = Number(typed);
  if (!numeral.test(typed) || (whole && !Number.isInteger(value))) return whole ? 'is no whole number.' : 'is no number.';
  if (exact(typed, !whole) === undefined) return 'is beyond 64 bits.';
  const [least, most, above, below, step] = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'].map(bound);
  if (least !== undefined && value < least) return `is ${least} or more.`;
  if (most !== undefined && value > most) return `is at most ${most}.`;
  if (above !== undefined && value <= above) return `is more than ${above}.`;
  if (below !== undefined && value >= below) return `is less than ${below}.`;
  return step !== undefined && Math.abs(value / step - Math.round(value / step)) > 1e-9 ? `is a multiple of ${step}.` : undefined;
}

function fits(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    // The server knows this dialect of patterns, the browser does not: it is checked there.
    return true;
  }
}

/** A JSON text as a value; undefined where it is none. */
export function parsed(text: string): Json | undefined {
  try {
    return parseExact(text);
  } catch {
    return undefined;
  }
}

export function choiceText(choice: unknown): string {
  return typeof choice === 'string' ? choice : stringifyExact(choice);
}

function joined(path: string, { name }: Named): string {
  return path === '' ? name : `${path}.${name}`;
}

function nameOf(path: string, shape: Shape): string {
  return path === '' ? shape.title : path;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  if (a instanceof Digits && b instanceof Digits) return a.digits === b.digits;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [a as Record<string, Json>, b as Record<string, Json>];
  const names = Object.keys(left);
  return names.length === Object.keys(right).length && names.every((name) => same(left[name], right[name]));
}
