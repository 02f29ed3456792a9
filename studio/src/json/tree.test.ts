import { describe, expect, it } from 'vitest';
import type { Json } from '@/api/schema';
import { fileAt, folded, lines } from './tree';

const show = (value: Json, opened: string[] = [], search = '') => lines(value, new Set(opened), search).map((l) => `${' '.repeat(l.depth)}${l.key === undefined ? '' : `${l.key}: `}${l.text}`);

describe('a tree', () => {
  it('shows keys and values in order', () => {
    expect(show({ label: 'credit_card', scores: null })).toEqual(['{', ' label: "credit_card"', ' scores: null', '}']);
  });

  it('folds from three siblings on', () => {
    expect(show({ in: { a: 1, b: 2, c: 3 } })).toHaveLength(7);
    expect(show({ in: { a: 1, b: 2, c: 3, d: 4, e: 5 } })).toEqual(['{', ' in: {', '  a: 1', '  b: 2', '  3 more', ' }', '}']);
    expect(show({ in: { a: 1, b: 2, c: 3, d: 4, e: 5 } }, ['in'])).toHaveLength(9);
  });

  it('always opens its first level', () => {
    expect(show({ a: 1, b: 2, c: 3, d: 4, e: 5 })).toHaveLength(7);
  });

  it('folds a text from two hundred characters on', () => {
    const text = 'x'.repeat(248);
    const [line] = lines(text, new Set(), '');
    expect(line?.text).toHaveLength(203);
    expect(line?.fold).toBe('');
    expect(lines(text, new Set(['']), '')[0]?.text).toHaveLength(250);
  });

  it('names the path of each value', () => {
    const paths = lines({ list: [{ 'odd key': 1 }] }, new Set(), '').filter((l) => l.kind === 'value').map((l) => l.path);
    expect(paths).toEqual(['list[0]."odd key"']);
  });

  it('shows an empty container in one line', () => expect(show({ a: [], b: {} })).toEqual(['{', ' a: []', ' b: {}', '}']));
});

describe('a search', () => {
  it('unfolds everything and marks what it found', () => {
    const found = lines({ a: 1, b: 2, c: 3, d: { deep: 'Treasure' } }, new Set(), 'treas').filter((l) => l.hit);
    expect(found.map((l) => l.path)).toEqual(['d.deep']);
  });
  it('finds keys too', () => {
    expect(lines({ deep: { er: 1 } }, new Set(), 'deep').filter((l) => l.hit)).toHaveLength(1);
  });
});

it('knows a payload that the server folded', () => {
  expect(folded({ truncated: true, size: 70_000 })).toBe(true);
  expect(folded({ truncated: true, size: 70_000, at: '/api/v1/runs/run_1/input' })).toBe(true);
  expect(folded({ truncated: true, size: 1, more: 2 })).toBe(false);
  expect(folded({ truncated: true, size: 1, at: '/api/v1/runs/run_1/input', more: 2 })).toBe(false);
  expect(folded(null)).toBe(false);
});

it('takes no value for folded that leads elsewhere', () => {
  for (const at of ['https://example.com/api/v1/', '//example.com/api/v1/', 'javascript:0', 7]) expect(folded({ truncated: true, size: 1, at })).toBe(false);
});

it('asks for a file beside what is asked for already', () => {
  expect(fileAt('/api/v1/runs/run_1/input')).toBe('/api/v1/runs/run_1/input?download');
  expect(fileAt('/api/v1/runs/run_1/steps/a/input?round=1')).toBe('/api/v1/runs/run_1/steps/a/input?round=1&download');
});
