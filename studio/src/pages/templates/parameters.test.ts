import { expect, it } from 'vitest';
import { parametersOf, sampled } from './parameters';

const schema = { properties: { atOnce: { type: 'integer', title: 'At one time', default: 5 }, owner: { type: 'string', description: 'Who gets them', examples: ['ada'] }, spare: { type: ['string', 'null'] } } };

it('tells parameters in words, those that are needed first', () =>
  expect(parametersOf(schema)).toEqual([
    { name: 'owner', title: 'owner', type: 'string', about: 'Who gets them', preset: undefined },
    { name: 'spare', title: 'spare', type: 'string or null', about: '', preset: undefined },
    { name: 'atOnce', title: 'At one time', type: 'integer', about: '', preset: '5' },
  ]));

it('puts samples in the places of parameters, and leaves a place without one as it is', () => expect(sampled('concurrency: <<atOnce>>\nbody: For <<owner>>, <<spare>>', schema)).toBe('concurrency: 5\nbody: For ada, <<spare>>'));
