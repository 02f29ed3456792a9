import { expect, it } from 'vitest';
import { flowOf } from './flow';
import type { Layout } from './layout';
import { below, startPlaces, type Start } from './starts';

const start = (id: string): Start => ({ id, kind: 'webhook', note: id });
const layout: Layout = {
  places: new Map([
    ['t', { path: 't', parent: undefined, x: 52, y: 70, width: 100, height: 74 }],
    ['t[].a', { path: 't[].a', parent: 't', x: 20, y: 50, width: 60, height: 40 }],
  ]),
  stations: [
    { path: 'input', y: 32 },
    { path: 't', y: 87 },
    { path: 'output', y: 200 },
  ],
  width: 300,
  height: 230,
};

it('moves a drawing down by the stations above its input, and what is inside of a container with it', () => {
  const moved = below(layout, [start('a'), start('b')]);
  const by = moved.height - layout.height;
  expect(by).toBeGreaterThan(0);
  expect(moved.places.get('t')?.y).toBe(70 + by);
  expect(moved.places.get('t[].a')?.y).toBe(50);
  expect(moved.stations.map(({ y }) => y)).toEqual([32 + by, 87 + by, 200 + by]);
});

it('leaves a drawing without them as it is', () => {
  expect(below(layout, [])).toBe(layout);
});

it('keeps each station apart from the next and from the input', () => {
  const starts = [start('a'), start('b'), start('c')];
  const ys = [...startPlaces(starts), below(layout, starts).stations[0]?.y ?? 0];
  for (const [at, y] of ys.slice(1).entries()) expect(y - (ys[at] ?? 0)).toBeGreaterThanOrEqual(26);
});

it('draws them above the input, each with what it opens', () => {
  const onOpen = () => undefined;
  const starts: Start[] = [{ ...start('a'), wrong: true, onOpen }];
  const { nodes } = flowOf({ nodes: [], edges: [] }, below(layout, starts), { starts, input: 'order', output: '', arrived: true }, undefined, () => undefined);
  expect(nodes.map(({ id }) => id)).toEqual(['trunk', 'label start a', 'label input', 'label output']);
  expect(nodes[1]?.data).toEqual({ title: 'webhook', note: 'a', soft: false, wrong: true, onOpen });
});
