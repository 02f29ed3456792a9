import { beforeEach, expect, it } from 'vitest';
import { connection, heard, lost, pause, retryNow, watch } from './connection';

beforeEach(() => heard(1_000_000));

it('counts from the first break, however often it breaks', () => {
  lost(1_001_000);
  lost(1_005_000);
  expect(connection().lostAt).toBe(1_001_000);
  expect(connection().heardAt).toBe(1_000_000);
});

it('waits longer after each try', () => {
  lost(1_001_000);
  expect(connection().retryAt).toBe(1_002_000);
  lost(1_002_000);
  expect(connection().retryAt).toBe(1_004_000);
  expect([0, 1, 2, 3, 4, 9].map(pause)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]);
});

it('counts several breaks before one try as one', () => {
  lost(1_001_000);
  lost(1_001_500);
  expect(connection().retryAt).toBe(1_002_000);
});

it('is whole again once the server is heard, and starts anew after that', () => {
  lost(1_001_000);
  heard(1_003_000);
  expect(connection()).toEqual({ heardAt: 1_003_000 });
  lost(1_004_000);
  expect(connection().retryAt).toBe(1_005_000);
});

it('can be told to try at once, while it is lost', () => {
  retryNow(1_000_500);
  expect(connection().retryAt).toBeUndefined();
  lost(1_001_000);
  retryNow(1_001_200);
  expect(connection().retryAt).toBe(1_001_200);
});

it('tells who watches', () => {
  let told = 0;
  const stop = watch(() => told++);
  lost(1_001_000);
  stop();
  heard(1_002_000);
  expect(told).toBe(1);
});
