import { describe, expect, it } from 'vitest';
import { cost, duration, latency } from './duration';

describe('duration', () => {
  it.each([
    [0, '0.0 µs'],
    [0.0004, '0.4 µs'],
    [0.0393, '39.3 µs'],
    [0.0999, '99.9 µs'],
    [0.2, '0.2 ms'],
    [0.9996, '1.0 ms'],
    [40.43, '40.4 ms'],
    [999.6, '1.0 s'],
    [20_600, '20.6 s'],
    [59_960, '1 min 0 s'],
    [95_000, '1 min 35 s'],
    [614_000, '10 min 14 s'],
    [11_460_000, '3 h 11 min'],
    [200_000_000, '2 d 7 h'],
  ])('shows %d ms as %s', (ms, text) => expect(duration(ms)).toBe(text));
});

it.each([
  [0.0004, '0.4 µs'],
  [0.1658, '166 µs'],
  [0.9996, '1.0 ms'],
  [40.43, '40.4 ms'],
])('shows the cost %d ms of a stage as %s', (ms, text) => expect(cost(ms)).toBe(text));

describe('latency', () => {
  it.each([
    [0.3, '0.3 ms'],
    [1.5, '1.5 ms'],
    [9.96, '10 ms'],
    [33.2, '33 ms'],
    [1480, '1480 ms'],
    [12_000, '12.0 s'],
  ])('shows %d ms as %s', (ms, text) => expect(latency(ms)).toBe(text));
});
