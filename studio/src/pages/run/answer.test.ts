import { describe, expect, it } from 'vitest';
import { answerOf } from './answer';

describe('an answer for a call in doubt', () => {
  it('carries the output of a call that happened', () => {
    expect(answerOf('succeeded', ' {"title": "Late"} ')).toEqual({ answer: 'succeeded', output: { title: 'Late' } });
  });

  it('has no output where none was typed', () => {
    expect(answerOf('succeeded', ' \n')).toEqual({ answer: 'succeeded' });
  });

  it('leaves out what was typed when the call did not happen', () => {
    expect(answerOf('repeat', '{}')).toEqual({ answer: 'repeat' });
    expect(answerOf('fail', 'half a {')).toEqual({ answer: 'fail' });
  });

  it('says that a text is no JSON', () => {
    expect(answerOf('succeeded', '{title: Late}')).toMatch(/^This is not JSON: /);
  });
});
