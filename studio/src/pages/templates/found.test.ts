import { expect, it } from 'vitest';
import type { TemplateSummary } from '@/api/schema';
import { fitting, tagsOf } from './found';

const one = (id: string, more: Partial<TemplateSummary>): TemplateSummary => ({ id, version: 0, builtIn: true, title: id, description: '', tags: [], uses: 0, needs: [], ...more });
const all = [
  one('file-messages', { title: 'File messages as issues', tags: ['tracker', 'privacy'], needs: [{ capability: 'text.pii.mask' }] }),
  one('all-issues', { title: 'List all open issues', tags: ['tracker'] }),
];

it('counts tags, the most frequent first', () =>
  expect(tagsOf(all)).toEqual([
    ['tracker', 2],
    ['privacy', 1],
  ]));

it('finds by tag and by every word, of the title, the tags or what is called', () => {
  const ids = (tag: string | undefined, text: string) => fitting(all, tag, text).map(({ id }) => id);
  expect(ids(undefined, ' Issues ')).toEqual(['file-messages', 'all-issues']);
  expect(ids('privacy', '')).toEqual(['file-messages']);
  expect(ids(undefined, 'issues pii')).toEqual(['file-messages']);
  expect(ids('privacy', 'open')).toEqual([]);
});
