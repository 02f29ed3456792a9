import { describe, expect, it } from 'vitest';
import { asked, instant, nearest, tokens, typed, withToken, without, withoutLast, type Key } from './query';

const keys: Key[] = [
  { name: 'state', hint: '', values: ['running', 'failed'] },
  { name: 'workflow', hint: '' },
  { name: 'after', hint: '' },
];

describe('a token', () => {
  it('is plain when its key and value are known', () => {
    expect(tokens({ state: 'failed', workflow: 'any' }, keys)).toEqual([
      { key: 'state', value: 'failed' },
      { key: 'workflow', value: 'any' },
    ]);
  });
  it('names the nearest key when its own is unknown', () => {
    expect(tokens({ stat: 'failed' }, keys)[0]?.nearest).toEqual({ key: 'state', value: 'failed' });
  });
  it('names the nearest value when its own is unknown', () => {
    expect(tokens({ state: 'faild' }, keys)[0]?.nearest).toEqual({ key: 'state', value: 'failed' });
  });
});

describe('typing', () => {
  it('makes a token once both sides stand', () => {
    expect(typed('state=failed')).toEqual({ key: 'state', value: 'failed' });
    expect(typed(' state = failed ')).toEqual({ key: 'state', value: 'failed' });
    expect(typed('labels.a=b=c')).toEqual({ key: 'labels.a', value: 'b=c' });
  });
  it.each(['', 'state', 'state=', '=failed'])('makes none of "%s"', (text) => expect(typed(text)).toBeUndefined());
});

describe('the address', () => {
  it('grows, shrinks and keeps its order', () => {
    const search = withToken({ state: 'failed' }, 'workflow', 'a');
    expect(Object.keys(search)).toEqual(['state', 'workflow']);
    expect(withoutLast(search)).toEqual({ state: 'failed' });
    expect(without(search, 'state')).toEqual({ workflow: 'a' });
  });
  it('asks the server only what it knows', () => {
    expect(asked({ state: 'failed', stat: 'x', open: 'y', workflow: 'a' }, [...keys, { name: 'open', hint: '' }], ['open'])).toEqual({ state: 'failed', workflow: 'a' });
  });
});

describe('an instant', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');
  it('may be a span before now', () => {
    expect(instant('24h', now)).toBe('2026-11-19T12:00:00.000Z');
    expect(instant('15m', now)).toBe('2026-11-20T11:45:00.000Z');
  });
  it('may be written out', () => expect(instant('2026-11-20', now)).toBe('2026-11-20T00:00:00.000Z'));
  it('is not anything else', () => expect(instant('yesterday', now)).toBeUndefined());
});

it('finds the nearest word', () => {
  expect(nearest('succeded', ['failed', 'succeeded', 'queued'])).toBe('succeeded');
  expect(nearest('x', [])).toBe('');
});
