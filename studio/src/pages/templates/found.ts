import type { TemplateSummary } from '@/api/schema';

/** Tags of templates with how many bear each, the most frequent first; of those, and of the others, by name. */
export function tagsOf(items: readonly TemplateSummary[]): [string, number][] {
  const counts = new Map<string, number>();
  items.forEach(({ tags }) => tags.forEach((tag) => counts.set(tag, (counts.get(tag) ?? 0) + 1)));
  return [...counts].sort(([tag, of], [other, more]) => more - of || tag.localeCompare(other));
}

/** Templates that bear a tag and hold each word of a text, in their title, what they do, their tags or what they call. */
export function fitting(items: readonly TemplateSummary[], tag: string | undefined, text: string): TemplateSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ id, title, description, tags, needs }) => {
    const said = [id, title, description, ...tags, ...needs.map(({ capability }) => capability)].join(' ').toLowerCase();
    return (tag === undefined || tags.includes(tag)) && words.every((word) => said.includes(word));
  });
}
