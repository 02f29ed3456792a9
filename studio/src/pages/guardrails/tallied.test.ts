import { describe, expect, it } from 'vitest';
import type { GuardrailFindings } from '@/api/schema';
import { dayWords, shareWords, talliedOf } from './tallied';

const days = (...findings: number[]) => findings.map((each, at) => ({ day: `2026-11-${String(15 + at)}`, findings: each }));
const found = (...findings: number[]): GuardrailFindings => ({ since: '2026-11-15T09:00:00Z', whole: true, calls: 9, looked: 9, found: 4, refused: 0, done: {}, rules: [{ guardrail: 'mails', findings: 21, calls: 4, refused: 0, days: days(...findings) }] });

describe('what a rule found', () => {
  it('is told by day, the last seven of them, the highest bar full and none invisible', () => {
    const { findings, days: shown } = talliedOf('mails', found(9, 0, 1, 20, 0, 0, 0, 10));
    expect(findings).toBe(21);
    expect(shown.map(({ percent }) => percent)).toEqual([0, 10, 100, 0, 0, 0, 50]);
    expect(shown[0]?.day).toBe('2026-11-16');
  });

  it('is nothing where it is not named', () => {
    expect(talliedOf('other', found(1, 2)).days).toEqual(['2026-11-15', '2026-11-16'].map((day) => ({ day, findings: 0, percent: 0 })));
    expect(talliedOf('other', { ...found(1), rules: [] })).toEqual({ findings: 0, days: [{ day: '2026-11-15', findings: 0, percent: 0 }] });
    expect(dayWords(talliedOf('other', found(1)))).toBe('nothing found');
    expect(dayWords(talliedOf('mails', found(3, 0, 1)))).toBe('2026-11-15: 3, 2026-11-17: 1');
  });
});

it('tells a share, and nothing of nothing', () => {
  expect([shareWords(0, 5), shareWords(1, 0), shareWords(1, 400), shareWords(3, 20)]).toEqual(['', '', '< 1 %', '15 %']);
});
