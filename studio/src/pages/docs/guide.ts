/** A heading of the guide. */
export interface Section {
  page: string;
  heading: string;
  href: string;
}

const texts = import.meta.glob<string>('../../../../docs/guide/*.md', { query: '?raw', import: 'default', eager: true });

/** The pages of the guide by name, as they stood when the console was built. */
export const guide: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path.replace(/^.*\//, '').replace(/\.md$/, ''), text]));

/** Each heading of each page. */
export function sections(): Section[] {
  return Object.entries(guide).flatMap(([page, text]) => {
    const title = /^# (.+)$/m.exec(text)?.[1] ?? page;
    return headings(text).map((heading) => ({ page: title, heading: plain(heading), href: `/docs/${page}?at=${anchor(heading)}` }));
  });
}

/** The headings of a page, those in blocks of code left out. */
export function headings(text: string): string[] {
  let code = false;
  return text.split('\n').flatMap((line) => {
    if (line.startsWith('```')) code = !code;
    const [, heading] = /^#{1,3} (.+)$/.exec(line) ?? [];
    return heading === undefined || code ? [] : [heading];
  });
}

/** A heading without marks. */
export function plain(heading: string): string {
  return heading.replace(/[`*]/g, '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}

export function anchor(heading: string): string {
  return plain(heading).toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}
