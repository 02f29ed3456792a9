// @vitest-environment jsdom
import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { needs } from '@/api/needs';
import { outside, pages } from '.';
import type { PageData } from './definePage';

const here = 'src/pages/';
const all: readonly PageData[] = [...pages, ...outside];
const rooms = all.flatMap(({ room = [] }) => room);
const paths = all.flatMap(({ routes }) => Object.keys(routes));

it('names each folder that says what page it is', () => {
  const told = readdirSync(here).filter((folder) => existsSync(`${here}${folder}/page.ts`));
  expect(told.length).toBeGreaterThan(20);
  expect(new Set(all).size).toBe(told.length);
});

it('gives each address to one page', () => {
  expect(paths.length).toBeGreaterThan(30);
  expect(paths.filter((path, at) => paths.indexOf(path) !== at)).toEqual([]);
});

it('gives each room a key of its own, and an address that its page has', () => {
  const keys = rooms.map(({ key }) => key);
  expect(rooms.length).toBeGreaterThan(10);
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  expect(all.filter(({ room, routes }) => room !== undefined && routes[room.path] === undefined)).toEqual([]);
});

it('asks of a room’s reader what the server asks: acts that it knows, or capabilities', () => {
  const acts = new Set(Object.values(needs));
  expect(rooms.flatMap(({ needs: each, oneOf = [] }) => [...each, ...oneOf].filter((right) => right.includes(':') && !acts.has(right)))).toEqual([]);
});

it('leaves four rooms in the phone’s bar', () => {
  expect(rooms.filter(({ phone }) => phone).map(({ name }) => name)).toEqual(['Runs', 'Workflows', 'Decisions', 'Providers']);
});
