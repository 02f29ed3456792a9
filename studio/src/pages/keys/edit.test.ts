import { describe, expect, it } from 'vitest';
import type { Key } from '@/api/schema';
import { changeOf, checkEdit, editOf, type Edit } from './edit';

const plain: Key = { id: 'key_1', name: 'shop', roles: [], allow: ['ai.*'], deny: [], labels: {}, created: '2026-11-01T00:00:00Z', version: 'a1' };
const full: Key = { ...plain, holder: 'ada', models: ['gpt-*', 'fast'], tools: ['tracker.issue.*'], doors: ['gateway'], labels: { app: 'shop', env: 'two words' }, expires: '2027-06-30T12:00:00Z' };
const change = (key: Key, edit: Partial<Edit>) => changeOf(key, { ...editOf(key), ...edit });

describe('a change of a key', () => {
  it('is none where all is as it was, in whatever order', () => {
    expect(change(plain, {})).toBeUndefined();
    expect(change(full, { models: 'fast,  gpt-*', labels: 'env=two words\napp=shop\n' })).toBeUndefined();
  });

  it('says what is given anew and nothing else', () => {
    expect(change(full, { models: 'fast slow' })).toEqual({ models: ['fast', 'slow'] });
    expect(change(full, { tools: 'tracker.issue.* git.content.get' })).toEqual({ tools: ['tracker.issue.*', 'git.content.get'] });
    expect(change(full, { labels: 'app=shop\nenv=prod\nregion=eu' })).toEqual({ labels: { env: 'prod', region: 'eu' } });
    expect(change(plain, { holder: 'bob', doors: ['rest'] })).toEqual({ holder: 'bob', doors: ['rest'] });
    expect(change(plain, { expires: '2027-01-31' })).toEqual({ expires: new Date('2027-01-31T23:59:59').toISOString() });
  });

  it('takes off what was emptied', () => {
    expect(change(full, { holder: '', models: ' ', tools: '', doors: [], expires: '', labels: 'app=shop' })).toEqual({ lift: ['holder', 'models', 'tools', 'doors', 'expires', 'labels.env'] });
  });

  it('is refused where a label is none or a new last day is over', () => {
    const now = Date.parse('2028-01-01T00:00:00Z');
    const check = (edit: Partial<Edit>) => checkEdit(full, { ...editOf(full), ...edit }, now);
    expect(check({})).toEqual({});
    expect(check({ labels: 'app' }).labels).toBe('app is no label: write name=value.');
    expect(check({ expires: '2027-07-01' }).expires).toBe('That day is over already.');
  });
});
