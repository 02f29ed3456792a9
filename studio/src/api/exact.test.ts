import { describe, expect, it } from 'vitest';
import { Digits, isLong, parseExact, stringifyExact } from './exact';

const text = '{"id":9007199254740993,"of":[-9223372036854775808,1,0.5,"9007199254740993","a \\" 9007199254740993"],"9007199254740993":{"#":"##"}}';

describe('whole numbers beyond 2^53', () => {
  it('come back as they were written, and so do texts that look like them', () => {
    expect(stringifyExact(parseExact(text))).toBe(text);
  });

  it('are told apart from all others', () => {
    expect(parseExact(text)).toEqual({
      id: new Digits('9007199254740993'),
      of: [new Digits('-9223372036854775808'), 1, 0.5, '9007199254740993', 'a " 9007199254740993'],
      '9007199254740993': { '#': '##' },
    });
    expect(isLong('9007199254740991')).toBe(false);
    expect(isLong('9007199254740993.5')).toBe(false);
  });

  it('are written with indents', () => {
    expect(stringifyExact({ id: new Digits('9007199254740993') }, 2)).toBe('{\n  "id": 9007199254740993\n}');
    expect(stringifyExact({ a: 1 })).toBe('{"a":1}');
  });

  it('of what is no JSON there are none', () => {
    expect(() => parseExact('{"a": 9007199254740993')).toThrow(SyntaxError);
  });
});
