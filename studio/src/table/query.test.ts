import { describe, expect, it } from 'vitest';
import { asked, isMoment, nearest, tokens, typed, withToken, without, withoutLast, type Key } from './query';

const keys: Key[] = [
  { name: 'state', hint: '', values: ['running', 'failed'] },
  { name: 'workflow', hint: '' },
  { name: 'after', hint: '' },
  { name: 'since', hint: '', moment: true },
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

describe('a moment', () => {
  it.each(['15m', '24h', '7d', '2026-11-20T12:00:00Z', '2026-11-20T12:00:00.123456789+02:00'])('may be %s', (value) => expect(isMoment(value)).toBe(true));
  it.each(['yesterday', '24', '1w', '-1h', '1234567d', '2026-11-20', '2026-11-20T12:00Z', '2026-02-31T12:00:00Z', '2026-13-01T12:00:00Z', '2026-11-20T25:00:00Z'])('is not %s', (value) =>
    expect(isMoment(value)).toBe(false));
  it('that is none is marked and not asked for', () => {
    expect(tokens({ since: 'yesterday' }, keys)[0]?.nearest).toEqual({ key: 'since', value: '24h' });
    expect(asked({ since: 'yesterday', state: 'failed' }, keys, [])).toEqual({ state: 'failed' });
  });
});

it('finds the nearest word', () => {
  expect(nearest('succeded', ['failed', 'succeeded', 'queued'])).toBe('succeeded');
  expect(nearest('x', [])).toBe('');
});
