import { describe, expect, it } from 'vitest';
import type { StepView } from '@/api/schema';
import { layout } from './layout';
import { painted } from './painted';
import { memberOf, nearest, nextSpot, placesOf, spotsFor, spotsOf } from './spots';

const step = (id: string, more: Partial<StepView> = {}): StepView => ({ node: 0, id, type: 'transform', after: [], text: '', ...more });
const graph = painted(
  { id: 'w', version: 0, input: {}, steps: [step('first'), step('all', { type: 'each', steps: [step('inner')] }), step('file', { type: 'branch', arms: [{ when: 'a', steps: [step('urgent')] }] }), step('rest', { type: 'loop', steps: [] })] },
  undefined,
);
const paths = new Map([
  ['first', 'spec.steps[0]'],
  ['all', 'spec.steps[1]'],
  ['inner', 'spec.steps[1].steps[0]'],
  ['file', 'spec.steps[2]'],
  ['urgent', 'spec.steps[2].branch[0].steps[0]'],
  ['rest', 'spec.steps[3]'],
]);
/** Side by side, each 100 wide. */
const drawn = await layout(graph, (root) => Promise.resolve({ ...root, width: 400, height: 90, children: (root.children ?? []).map((child, at) => ({ ...child, x: 20 + 150 * at, y: 40, width: 100, height: 50 })) }));
const spots = spotsOf(graph, drawn, paths);
const words = (found: { words: string }[]) => found.map((spot) => spot.words);
const spot = (wanted: string) => spots.find((one) => one.words === wanted && one.list !== 'spec.steps') ?? spots.find((one) => one.words === wanted);

describe('the places for steps', () => {
  it('are before, between and behind the steps of each list, empty ones too', () => {
    expect([...words(spots)].sort()).toEqual(['before first', 'before inner', 'before urgent', 'behind all', 'behind file', 'behind first', 'behind inner', 'behind rest', 'behind urgent', 'in rest']);
    expect(spot('behind inner')).toMatchObject({ list: 'spec.steps[1].steps', at: 1, upright: true });
    expect(spot('behind first')).toMatchObject({ list: 'spec.steps', at: 1, upright: false });
    expect(spot('in rest')).toMatchObject({ list: 'spec.steps[3].steps', at: 0 });
  });

  it('are the same in the text as in the drawing', () => {
    expect(words(placesOf(paths))).toEqual(['before first', 'behind first', 'before inner', 'behind inner', 'behind all', 'before urgent', 'behind urgent', 'behind file', 'behind rest']);
  });

  it('leave out where a step is, and what is inside of it', () => {
    expect(words(spotsFor(spots, 'spec.steps[1]')).sort()).toEqual(['before first', 'before urgent', 'behind file', 'behind rest', 'behind urgent', 'in rest']);
    expect(spotsFor(spots, undefined)).toHaveLength(spots.length);
  });

  it('are found by the nearest line, those of a frame only inside of it', () => {
    const inner = spot('behind inner');
    const frame = inner?.within;
    if (inner === undefined || frame === undefined) throw new Error('no frame');
    expect(nearest(spots, { x: inner.x + 3, y: inner.y + 4 })?.words).toBe('behind inner');
    expect(nearest(spots, { x: frame.x + frame.width - 2, y: frame.y + frame.height - 2 })?.words).toBe('behind inner');
    expect(nearest(spots, { x: frame.x + 3, y: frame.y - 5 })?.words).toBe('behind first');
    expect(nearest([], { x: 0, y: 0 })).toBeUndefined();
  });

  it('follow each other by arrows, and end at the ends', () => {
    const [first, second] = spots;
    expect(nextSpot(spots, first, 'ArrowDown')).toBe(second);
    expect(nextSpot(spots, second, 'ArrowLeft')).toBe(first);
    expect(nextSpot(spots, first, 'ArrowUp')).toBe(first);
    expect(nextSpot(spots, first, 'a')).toBeUndefined();
  });
});

it('a path that is no item is in no list', () => {
  expect(memberOf('spec.steps[12]')).toEqual(['spec.steps', 12]);
  expect(memberOf('spec.input')[0]).toBeUndefined();
  expect(memberOf(undefined)[0]).toBeUndefined();
});
