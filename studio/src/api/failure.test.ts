import { describe, expect, it } from 'vitest';
import { asFailure, kindOf, refused, unreachable } from './failure';

const problem = { title: 'No provider could take this call', status: 503, detail: 'minilm is disabled.', code: 'no_viable_provider', origin: 'caller', retryable: false, request: 'req_2' };

describe('a refusal', () => {
  it('keeps title, code, class and ids of the problem document', () => {
    const failure = refused({ ...problem, decision: 'dec_1' }, 503, null);
    expect(failure.title).toBe('No provider could take this call');
    expect(failure.code).toBe('no_viable_provider');
    expect(failure.ids).toEqual({ decision: 'dec_1', request: 'req_2' });
    expect(kindOf(failure)).toBe('caller, not retried');
  });

  it('says each broken rule with its place and its fix', () => {
    const failure = refused({ ...problem, problems: [{ path: 'limit', rule: 'must be at most 200', fix: 'Ask for fewer.' }] }, 400, null);
    expect(failure.message).toBe('minilm is disabled. limit: must be at most 200. Ask for fewer.');
  });

  it('makes do with a bare status', () => {
    const failure = refused('<html>', 502, 'req_9');
    expect(failure.title).toBe('The server answered 502');
    expect(failure.retryable).toBe(true);
    expect(failure.ids).toEqual({ request: 'req_9' });
  });
});

it('can be tried again when the server is away', () => {
  expect(kindOf(unreachable())).toBe('platform, may be tried again');
});

it('takes any thrown thing', () => {
  expect(asFailure(unreachable()).code).toBe('unavailable');
  expect(asFailure(new TypeError('x is not a function')).message).toBe('x is not a function');
  expect(asFailure('odd').message).toBe('odd');
});
