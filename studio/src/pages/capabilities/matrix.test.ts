import { describe, expect, it } from 'vitest';
import type { MatrixCell, MatrixRow } from '@/api/schema';
import { acts, can, hover, kinds, sentence } from './matrix';

const cell = (capability: string, support: MatrixCell['support'], note?: string): MatrixCell => ({ capability, support, idempotencyKey: false, ...(note === undefined ? {} : { note }) });
const row = (id: string, kind: string, operations: MatrixCell[]): MatrixRow => ({ id, kind, plugin: 'p', category: 'devops', version: '1.0.0', events: 'none', features: [], summary: 's', marks: [], grade: 'V3', operations, models: [], auth: [] });

const groq = row('groq', 'ai', [cell('ai.chat.create', 'full'), cell('ai.chat.stream', 'partial', 'no tools'), cell('ai.embedding.create', 'none')]);

describe('the matrix', () => {
  it('stands by kind, a column for each thing that is acted upon', () => {
    const found = kinds([groq, row('other', 'ai', groq.operations), row('mask', 'text', [cell('text.pii.mask', 'full')])]);
    expect(found.map(({ name, resources, rows }) => [name, resources, rows.map(({ id }) => id)])).toEqual([
      ['ai', ['chat', 'embedding'], ['groq', 'other']],
      ['text', ['pii'], ['mask']],
    ]);
  });

  it('has no column for what one connector brings beside its kind', () => {
    const more = row('groq', 'ai', [...groq.operations, cell('groq.chat.bill', 'full'), cell('groq.audit.list', 'full')]);
    expect(kinds([more])[0]?.resources).toEqual(['chat', 'embedding']);
    expect(acts(more, 'chat')).toHaveLength(2);
  });

  it('has in a cell what a connector does there', () => {
    expect(acts(groq, 'chat').map(({ capability }) => capability)).toEqual(['ai.chat.create', 'ai.chat.stream']);
    expect([can(acts(groq, 'chat')), can(acts(groq, 'embedding'))]).toEqual([true, false]);
  });

  it('says in words what the marks mean', () => {
    expect(sentence('chat', acts(groq, 'chat'))).toBe('chat: create full, stream with limits');
    expect(sentence('embedding', acts(groq, 'embedding'))).toBe('embedding: create not at all');
    expect(hover('chat', acts(groq, 'chat'))).toBe('chat: create full, stream with limits\nstream: no tools');
  });
});
