import { expect, it } from 'vitest';
import { streamRows } from './streamed';

const step = (came: string, went: string) => ({ came, went });

it('a stream is told by what had come each time something went on', () => {
  expect(streamRows({ steps: [step('Hi ', 'Hi '), step('call ', ''), step('+49 ', ''), step('30 ', 'call '), step('', '[phone_1]')] })).toEqual([
    { came: 'Hi ', went: 'Hi ', words: 1 },
    { came: 'call +49 30 ', went: 'call ', words: 3 },
    { came: '', went: '[phone_1]', words: 0 },
  ]);
});

it('what was held when it ended stands last, and nothing of an end that brought nothing', () => {
  expect(streamRows({ steps: [step('a ', 'a '), step('b ', '')], refused: 'no' })).toEqual([
    { came: 'a ', went: 'a ', words: 1 },
    { came: 'b ', went: '', words: 1 },
  ]);
  expect(streamRows({ steps: [step('a', 'a'), step('', '')] })).toHaveLength(1);
});
