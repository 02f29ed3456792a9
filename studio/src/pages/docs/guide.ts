/** A heading of the guide. */
export interface Section {
  page: string;
  heading: string;
  href: string;
  /** What stands below it, in small letters. */
  text: string;
}

// Pages of figures, and of what the server lists itself, are too long to be carried along.
const texts = import.meta.glob<string>(
  ['../../../../docs/{guide,reference}/*.md', '!../../../../docs/reference/{benchmarks,capabilities,clients,evidence,failover,guardrails,losses,matrix,savings,services}.md'],
  { query: '?raw', import: 'default', eager: true },
);

/** The pages of the guide by name, then those of the reference, `reference-NAME`, as they stood when the console was built. */
export const guide: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path.replace(/^.*\/guide\//, '').replace(/^.*\/reference\//, 'reference-').replace(/\.md$/, ''), text]));

/** Where a link of a page leads to; undefined where the console has no such page. */
export function linkTarget(href: string, from: string): { page: string; at: string | undefined } | undefined {
  const [found, folder = from.startsWith('reference-') ? 'reference' : 'guide', name, at] = /^(?:(?:\.\.\/(guide|reference)\/)?([a-z0-9-]+)\.md)?(?:#(.+))?$/.exec(href) ?? [];
  if (found === undefined) return undefined;
  const page = name === undefined ? from : folder === 'reference' ? `reference-${name}` : name;
  return page in guide ? { page, at } : undefined;
}

/** Each heading of each page. */
export function sections(): Section[] {
  return Object.entries(guide).flatMap(([page, text]) => {
    const title = nameOf(page);
    return parts(text).map(({ heading, body }) => ({ page: title, heading: plain(heading), href: `/docs/${page}?at=${anchor(heading)}`, text: body.toLowerCase() }));
  });
}

/** What a page is called. */
export function nameOf(page: string): string {
  return titleOf(page, /^# (.+)$/m.exec(guide[page] ?? '')?.[1] ?? page);
}

/** The title of a page: the guide and the reference may have the same. */
export function titleOf(page: string, title: string): string {
  return page.startsWith('reference-') ? `${plain(title)}: reference` : plain(title);
}

/** The headings of a page, those in blocks of code left out, each with what stands below it. */
export function parts(text: string): { heading: string; body: string }[] {
  let code = false;
  const found: { heading: string; body: string }[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) code = !code;
    const [, heading] = /^#{1,3} (.+)$/.exec(line) ?? [];
    const last = found.at(-1);
    if (heading !== undefined && !code) found.push({ heading, body: '' });
    else if (last !== undefined) last.body += `${line}\n`;
  }
  return found;
}

/** A heading without marks. */
export function plain(heading: string): string {
  return heading.replace(/[`*]/g, '').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}

/** The name of a heading's place, as the pages' links say it. */
export function anchor(heading: string): string {
  return plain(heading).toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
}
