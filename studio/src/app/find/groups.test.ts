import { describe, expect, it } from 'vitest';
import type { Found } from '@/pages/definePage';
import { askedBy, fitting, marked, rowNames, shownOf } from './groups';

const found = (name: string, detail?: string): Found => ({ id: name, name, icon: 'right', detail });

describe('what is typed', () => {
  it('is words', () => expect(askedBy(' Desk  day ')).toEqual({ text: 'Desk  day', words: ['desk', 'day'], only: undefined }));
  it.each([
    ['>raise', 'Acts'],
    ['# run_1', 'Ids'],
    ['?budget', 'Docs'],
  ])('%s asks for one group alone', (text, only) => expect(askedBy(text, { '?': 'Docs' }).only).toBe(only));
});

it('finds what has every word, in name or detail, what begins with the first before the rest', () => {
  const all = [found('my desk_day'), found('desk_day', '1 USD'), found('other', 'desk_day'), found('none')];
  expect(fitting(all, ['desk']).map(({ name }) => name)).toEqual(['desk_day', 'my desk_day', 'other']);
  expect(fitting(all, ['desk', 'usd']).map(({ name }) => name)).toEqual(['desk_day']);
  expect(fitting(all, [])).toHaveLength(4);
});

it('finds what only the text of a thing says, behind what its name says', () => {
  const all = [{ ...found('Operations'), also: 'content is kept for its retention' }, { ...found('Retention of content'), also: '' }, { ...found('Keys'), also: 'a key' }];
  expect(fitting(all, ['retention']).map(({ name }) => name)).toEqual(['Retention of content', 'Operations']);
});

describe('groups', () => {
  const many = Array.from({ length: 7 }, (_, at) => found(`k${at}`));
  it('without anything are left out unless the server has not answered', () => {
    expect(shownOf([{ name: 'Keys', found: [] }, { name: 'Runs', found: [], waits: true }], undefined).map(({ name }) => name)).toEqual(['Runs']);
  });
  it('are cut, and lead to the rest', () => {
    const [keys] = shownOf([{ name: 'Keys', found: many, all: '/keys' }], undefined);
    expect(keys?.rows).toHaveLength(5);
    expect(keys?.rows.at(-1)).toMatchObject({ name: '3 more, as a view', href: '/keys' });
  });
  it('name their rows alike when another comes above', () => {
    const runs = { name: 'Runs', found: [found('triage')] };
    const all = shownOf([{ name: 'Routes', found: [found('triage')] }, runs], undefined);
    expect(rowNames(shownOf([runs], undefined))).toEqual(['Runs triage']);
    expect(rowNames(all)).toEqual(['Routes triage', 'Runs triage']);
  });
  it('stand whole where one is asked for alone', () => expect(shownOf([{ name: 'Keys', found: many, all: '/keys' }, { name: 'Runs', found: many }], 'Keys')).toMatchObject([{ name: 'Keys', rows: many }]));
});

it('marks what was typed', () => {
  expect(marked('Raise desk_day to 2', ['desk_day'])).toEqual([
    { text: 'Raise ', hit: false },
    { text: 'desk_day', hit: true },
    { text: ' to 2', hit: false },
  ]);
  expect(marked('a.b', ['.'])).toHaveLength(3);
});
