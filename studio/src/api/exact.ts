import type { Json } from './json';

/** A whole number beyond 2^53, as it is written: a number of JavaScript would be another one. */
export class Digits {
  constructor(readonly digits: string) {}
}

const token = /"(?:[^"\\]+|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const whole = /^-?\d+$/;

/** Whether a number as it is written is a whole one that a number of JavaScript does not hold. */
export function isLong(written: string): boolean {
  return whole.test(written) && !Number.isSafeInteger(Number(written));
}

/** What a JSON text says, each whole number of it exact. */
export function parseExact(text: string): Json {
  const value = JSON.parse(text) as Json;
  if (!/\d{16}/.test(text)) return value;
  const mark = absent(text);
  const marked = text.replace(token, (part) => (isLong(part) ? `{"${mark}":"${part}"}` : part));
  return JSON.parse(marked, (_, of: unknown) => {
    const digits = typeof of === 'object' && of !== null && mark in of ? (of as Record<string, unknown>)[mark] : undefined;
    return typeof digits === 'string' ? new Digits(digits) : of;
  }) as Json;
}

/** The JSON text of a value, as `JSON.stringify` writes it, each whole number of it exact. */
export function stringifyExact(value: unknown, indent?: number): string {
  const found: Digits[] = [];
  const plain = JSON.stringify(
    value,
    (_, of: unknown) => {
      if (of instanceof Digits) found.push(of);
      return of;
    },
    indent,
  );
  if (found.length === 0) return plain;
  const mark = absent(plain);
  return JSON.stringify(value, (_, of: unknown) => (of instanceof Digits ? `${mark}${of.digits}` : of), indent).replace(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}

/** A word that does not stand in a text. */
function absent(text: string): string {
  let mark = '#';
  while (text.includes(mark)) mark += '#';
  return mark;
}
