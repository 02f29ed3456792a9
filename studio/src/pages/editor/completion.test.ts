import { describe, expect, it } from 'vitest';
import { inShort, offers, taken, wordAt } from './completion';

const names = { input: 'object with order, note', mask: 'object with text, findings', 'mask.text': 'text', tenant: 'text', summary: 'object with count, labels' };
const paths = (word: string) => offers(names, word).map(({ path }) => path);
/** The bar is the caret. */
const at = (text: string) => wordAt(text.replace('|', ''), text.indexOf('|'));

describe('what is being written', () => {
  it('is the name in front of the caret in an open expression', () => {
    expect(at('Hello ${mas|')).toEqual({ from: 8, text: 'mas' });
    expect(at('${mask.te|}')).toEqual({ from: 2, text: 'mask.te' });
    expect(at('${a} and ${|')).toEqual({ from: 11, text: '' });
    expect(at("${ {'x': mas|")?.text).toBe('mas');
    expect(at("${'}' + mas|")?.text).toBe('mas');
  });

  it('is nothing outside of expressions, in texts, and behind what is computed', () => {
    expect(at('Hello mas|')).toBeUndefined();
    expect(at('${mask} mas|')).toBeUndefined();
    expect(at("${'mas|")).toBeUndefined();
    expect(at('$${mas|')).toBeUndefined();
    expect(at('${size(mask).te|')).toBeUndefined();
  });
});

describe('what is offered', () => {
  it('is each name first, then the fields of the one that is written', () => {
    expect(paths('')).toEqual(['input', 'mask', 'summary', 'tenant', 'input.note', 'input.order', 'mask.findings', 'mask.text']);
    expect(paths('mas')).toEqual(['mask', 'mask.findings', 'mask.text']);
    expect(paths('mask.')).toEqual(['mask.findings', 'mask.text']);
    expect(paths('mask.text')).toEqual([]);
  });

  it('is found by a field alone, and has its type where the check knows it', () => {
    expect(paths('la')).toEqual(['summary.labels']);
    expect(offers(names, 'mask.te')).toEqual([{ path: 'mask.text', type: 'text' }]);
    expect(paths('nothing')).toEqual([]);
  });
});

it('takes the place of what was written, and closes the expression once', () => {
  expect(taken('Hi ${ma', { from: 5, text: 'ma' }, 'mask.text')).toEqual({ text: 'Hi ${mask.text}', caret: 14 });
  expect(taken('${ma}!', { from: 2, text: 'ma' }, 'mask')).toEqual({ text: '${mask}!', caret: 6 });
  expect(taken('${ma + 1}', { from: 2, text: 'ma' }, 'mask').text).toBe('${mask + 1}');
  expect(taken('${ma and ${b}', { from: 2, text: 'ma' }, 'mask').text).toBe('${mask} and ${b}');
});

it('shows a value in a line', () => {
  expect(inShort({ a: [1, 'x'] })).toBe('{"a":[1,"x"]}');
  expect(inShort('a\n  b')).toBe('a b');
  expect(inShort('x'.repeat(100))).toHaveLength(60);
  expect(inShort(undefined)).toBe('');
});
