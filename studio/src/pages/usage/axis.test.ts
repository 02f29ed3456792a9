import { describe, expect, it } from 'vitest';
import { gridOf, namesOf } from './axis';
import { daysBetween } from './sums';

describe('lines behind bars', () => {
  it('stand at round values up to the highest bar', () => {
    expect(gridOf(131)).toEqual([50, 100]);
    expect(gridOf(6)).toEqual([2, 4, 6]);
    expect(gridOf(0.0003)).toEqual([0.0001, 0.0002, 0.0003]);
  });

  it('are not closer than what is counted', () => {
    expect(gridOf(1, 1)).toEqual([1]);
    expect(gridOf(2, 1)).toEqual([1, 2]);
  });

  it('are none where nothing was used', () => {
    expect(gridOf(0)).toEqual([]);
  });
});

describe('days', () => {
  const days = (from: string, to: string) => daysBetween(Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`));

  it('are named as far from each other, and today where it is', () => {
    expect([...namesOf(days('2026-11-01', '2026-12-01'), '2026-11-20')]).toEqual([
      ['2026-11-01', '1 Nov'],
      ['2026-11-06', 'Fri 6'],
      ['2026-11-11', 'Wed 11'],
      ['2026-11-20', 'today'],
      ['2026-11-26', 'Thu 26'],
    ]);
  });

  it('tell the month where it begins', () => {
    expect([...namesOf(days('2026-10-30', '2026-11-02'), '2026-12-24').values()]).toEqual(['30 Oct', 'Sat 31', '1 Nov']);
  });

  it('are named where one stands alone', () => {
    expect([...namesOf(days('2026-11-20', '2026-11-21'), '2026-11-20').values()]).toEqual(['today']);
  });
});
