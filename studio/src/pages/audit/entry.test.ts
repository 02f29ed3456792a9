import { describe, expect, it } from 'vitest';
import { change, changed, entryOf, standing, table, told } from './entry';

const line = (details: Record<string, string>, outcome = 'done') => ({
  sequence: 7,
  entry: { action: 'control:resource.write', address: '10.0.0.9', at: '2026-11-20T12:00:00Z', details, id: 'e', name: 'ada', outcome, principal: 'p', request: 'POST /api/v1/apply', target: 'route/triage' },
});

describe('an entry of the audit log', () => {
  it('is known by its number', () => expect(entryOf(line({})).id).toBe('7'));

  it('is read though it says less than today', () => {
    const entry = entryOf({ sequence: 0, entry: { at: '2025-01-01T00:00:00Z' } });
    expect([entry.id, entry.name, entry.details]).toEqual(['0', '', {}]);
  });

  it('shows what it changed as one text taken out and one added', () => {
    expect(changed(entryOf(line({ before: 'a', after: 'b' })))).toEqual([
      { kind: 'out', text: 'a' },
      { kind: 'in', text: 'b' },
    ]);
  });

  it('shows nothing taken out where nothing stood', () => expect(changed(entryOf(line({ after: 'b' })))).toEqual([{ kind: 'in', text: 'b' }]));
  it('shows no change where none is told', () => expect(changed(entryOf(line({ code: 'forbidden' })))).toEqual([]));

  it('says in a word what became of the thing', () => {
    const words = [{ after: 'b' }, { before: 'a' }, { before: 'a', after: 'b' }, { before: 'a', after: 'a' }, { code: 'conflict' }, {}];
    expect(words.map((details) => change(entryOf(line(details as Record<string, string>))))).toEqual(['new', 'gone', 'changed', 'as before', 'conflict', '']);
  });

  it('tells the rest of its details by name', () => expect(told(entryOf(line({ before: 'a', reason: 'no such host' })))).toEqual([['reason', 'no such host']]));

  it('looks done, begun, or else as what came to nothing', () => {
    expect(['done', 'begun', 'refused with 409', 'failed'].map(standing)).toEqual(['succeeded', 'queued', 'failed', 'failed']);
  });

  it('is a row of a file', () => {
    const [head, row] = table([entryOf(line({ after: 'b' }))]);
    expect(head).toHaveLength(row?.length ?? 0);
    expect(row?.slice(0, 4)).toEqual(['7', '2026-11-20T12:00:00Z', 'p', 'ada']);
    expect(row?.at(-1)).toBe('after=b');
  });
});
