import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, declarations, resolve, type Theme } from './contrast';

const tokens = declarations(readFileSync('src/design/tokens.css', 'utf8'));
const themes: Theme[] = ['light', 'dark'];
const surfaces = ['--ground', '--surface', '--surface-sunk', '--surface-raise', '--hover', '--selected'];
const texts = ['--text', '--text-soft', '--accent', '--accent-strong'];
const states = ['queued', 'running', 'waiting', 'succeeded', 'failed', 'cancelled'].map((s) => `--state-${s}`);
const marks = ['--mark', '--mark-live', '--mark-fail', '--mark-wait', '--line-control', '--road', '--focus'];

function lowest(names: string[], on: string[]): number {
  const sums = themes.flatMap((theme) =>
    names.flatMap((name) => on.map((o) => contrast(resolve(tokens, name, theme), resolve(tokens, o, theme)))),
  );
  return Math.min(...sums);
}

describe('contrast of the tokens', () => {
  it('is at least 4.5 for each text and state word on each surface, in both themes', () => {
    expect(lowest([...texts, ...states], surfaces)).toBeGreaterThanOrEqual(4.5);
  });
  it('is at least 4.5 for text on a banner and on a filled button', () => {
    expect(lowest(['--text'], ['--wait-soft', '--fail-soft', '--ok-soft'])).toBeGreaterThanOrEqual(4.5);
    expect(lowest(['--text-inverse'], ['--accent-fill'])).toBeGreaterThanOrEqual(4.5);
  });
  it('is at least 3 for each mark and control line on the surfaces that carry it', () => {
    expect(lowest(marks, ['--ground', '--surface', '--surface-raise'])).toBeGreaterThanOrEqual(3);
  });
});

describe('the sum itself', () => {
  it('knows the ends of the scale', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrast('#777777', '#777777')).toBe(1);
  });
  it('refuses a token that is no colour', () => {
    expect(() => resolve(tokens, '--size-text', 'light')).toThrow('--size-text');
  });
});
