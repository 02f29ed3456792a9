import { beforeEach, expect, it, vi } from 'vitest';
import { draftKey, Drafts, placeOf, unfit } from './drafts';

function room(): Storage & { closed: boolean } {
  const kept = new Map<string, string>();
  const storage = {
    closed: false,
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (at: number) => [...kept.keys()][at] ?? null,
    getItem: (key: string) => kept.get(key) ?? null,
    removeItem: (key: string) => void kept.delete(key),
    setItem: (key: string, value: string) => {
      if (storage.closed) throw new DOMException('full', 'QuotaExceededError');
      kept.set(key, value);
    },
  };
  return storage;
}

const key = draftKey('tnt_1', 'ann', 'main');

beforeEach(() => {
  vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined });
});

it('keeps a draft over a reload of the page, and forgets it', () => {
  const storage = room();
  new Drafts(() => storage).keep(key, { text: 'kind: route\n', version: 7 });
  const later = new Drafts(() => storage);
  expect(later.of(key)).toEqual({ text: 'kind: route\n', version: 7 });
  expect(later.of(key)).toBe(later.of(key));
  later.keep(key, undefined);
  expect(new Drafts(() => storage).of(key)).toBeUndefined();
});

it('shows nobody what another one wrote, whatever they are called', () => {
  const storage = room();
  const drafts = new Drafts(() => storage);
  drafts.keep(draftKey('t', 'a/b', 'c'), { text: 'mine', version: 1 });
  expect(drafts.of(draftKey('t', 'a', 'b/c'))).toBeUndefined();
  expect(drafts.of(draftKey('u', 'a/b', 'c'))).toBeUndefined();
});

it('keeps a draft as long as the page where the storage is full', () => {
  const storage = room();
  storage.closed = true;
  const drafts = new Drafts(() => storage);
  drafts.keep(key, { text: 'mine', version: 1 });
  expect(drafts.of(key)?.text).toBe('mine');
  expect(new Drafts(() => storage).of(key)).toBeUndefined();
  storage.closed = false;
  drafts.keep(key, undefined);
  expect(drafts.of(key)).toBeUndefined();
});

it('brings no older draft back where the newer one has no room', () => {
  const storage = room();
  const drafts = new Drafts(() => storage);
  drafts.keep(key, { text: 'older', version: 1 });
  expect(drafts.lasts(key)).toBe(true);
  drafts.keep(key, { text: 'x'.repeat(256 * 1024 + 1), version: 1 });
  expect(drafts.lasts(key)).toBe(false);
  expect(new Drafts(() => storage).of(key)).toBeUndefined();
  drafts.keep(key, { text: 'older', version: 1 });
  storage.closed = true;
  drafts.keep(key, { text: 'newer', version: 1 });
  expect(drafts.of(key)?.text).toBe('newer');
  expect(new Drafts(() => storage).of(key)).toBeUndefined();
});

it('forgets the draft that was applied, and goes on with one that says more', () => {
  const storage = room();
  const drafts = new Drafts(() => storage);
  drafts.applied(key, 'a', 8);
  drafts.keep(key, { text: 'a', version: 7 });
  drafts.applied(key, 'a', 8);
  expect(drafts.of(key)).toBeUndefined();
  drafts.keep(key, { text: 'ab', version: 7 });
  drafts.applied(key, 'a', 8);
  expect(drafts.of(key)).toEqual({ text: 'ab', version: 8 });
  drafts.applied(key, 'a', undefined);
  expect(drafts.of(key)).toEqual({ text: 'ab', version: 8 });
});

it('takes what is no draft for none', () => {
  const storage = room();
  for (const wrong of ['{', 'null', '{"text": 3, "version": 1}', '{"text": "a"}']) {
    storage.setItem(key, wrong);
    expect(new Drafts(() => storage).of(key)).toBeUndefined();
  }
});

it('tells who listens until they leave', () => {
  const drafts = new Drafts(room);
  const heard = vi.fn();
  const leave = drafts.listen(heard);
  drafts.keep(key, { text: 'a', version: 1 });
  leave();
  drafts.keep(key, undefined);
  expect(heard).toHaveBeenCalledTimes(1);
});

it('names what is wrong with a file', () => {
  expect(unfit({ name: 'routes.YML', size: 10 })).toBeUndefined();
  expect(unfit({ name: 'routes.png', size: 10 })).toContain('routes.png is no YAML');
  expect(unfit({ name: 'routes.yaml', size: 0 })).toBe('routes.yaml is empty.');
  expect(unfit({ name: 'routes.yaml', size: 1024 * 1024 + 1 })).toBe('routes.yaml has 1025 KB, the most is 1024 KB.');
});

it('finds a line of a text', () => {
  const text = 'one\ntwo\n\nfour';
  expect([1, 2, 3, 4, 9].map((line) => text.slice(placeOf(text, line).begin, placeOf(text, line).end))).toEqual(['one', 'two', '', 'four', 'four']);
  expect(placeOf('', 1)).toEqual({ begin: 0, end: 0 });
});
