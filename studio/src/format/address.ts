/** The address in the plain form `?key=value&key=value`, every value a string. */
export function parseSearch(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

export function writeSearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).filter((pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '');
  if (pairs.length === 0) return '';
  const text = new URLSearchParams(pairs).toString();
  // Brackets and colons may stand in a query as they are, and read better so.
  return `?${text.replaceAll('%5B', '[').replaceAll('%5D', ']').replaceAll('%3A', ':')}`;
}

/** The one-time code of a fragment such as `#code=k7f…`; undefined where there is none. */
export function codeOf(fragment: string): string | undefined {
  return new URLSearchParams(fragment.replace(/^#/, '')).get('code') ?? undefined;
}

/** What the list of runs is opened with: the last day, newest first. */
export const recent = { since: '24h', sort: '-started' };

/** Where to go after sign-in: a path of this console, never another host; without one the first room that one may use. */
export function nextPath(next: string | undefined): string {
  if (next === undefined || !next.startsWith('/') || next.startsWith('//') || next.startsWith('/\\') || next.startsWith('/signin')) return '/';
  return next;
}

/** The sign-in page that leads back to where one was. */
export function signInAddress(here: string): string {
  return `/signin${writeSearch({ next: here })}`;
}
