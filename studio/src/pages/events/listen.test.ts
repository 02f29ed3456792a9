import { describe, expect, it } from 'vitest';
import type { Delivery, Hook } from '@/api/schema';
import { arrived, ears, earWords, leftWords } from './listen';

const delivery = (id: string, repeats = 0): Delivery => ({ id, webhook: 'hook_1', provider: 'gitea', state: 'verified', size: 1, received: '2026-03-01T11:00:00Z', repeats, replays: 0, events: 1 });
const hook = (id: string, provider: string): Hook => ({ id, provider, path: `/hooks/${id}…`, secretVersion: 1, created: '2026-02-01T00:00:00Z', lastDay: { taken: 0, bytes: 0, refused: 0 } });

describe('listening', () => {
  it('hears what was not there when it began', () => {
    expect(arrived([delivery('whd_1')], [delivery('whd_2'), delivery('whd_1')])?.id).toBe('whd_2');
    expect(arrived([delivery('whd_1')], [delivery('whd_1')])).toBeUndefined();
    expect(arrived([], [])).toBeUndefined();
  });

  it('hears what comes again', () => {
    expect(arrived([delivery('whd_2'), delivery('whd_1')], [delivery('whd_2'), delivery('whd_1', 1)])?.id).toBe('whd_1');
  });

  it('is on the endpoints that the address leaves', () => {
    const hooks = [hook('1', 'gitea'), hook('2', 'github'), hook('3', 'github')];
    expect(earWords(ears(hooks, {}))).toBe('3 endpoints');
    expect(earWords(ears(hooks, { provider: 'github' }))).toBe('2 endpoints');
    expect(earWords(ears(hooks, { webhook: '1' }))).toBe('/hooks/1…');
  });

  it('tells how long it goes on', () => {
    expect(leftWords(552_000)).toBe('9 min 12 s left');
    expect(leftWords(59_001)).toBe('1 min 0 s left');
    expect(leftWords(500)).toBe('1 s left');
    expect(leftWords(-1)).toBe('0 s left');
  });
});
