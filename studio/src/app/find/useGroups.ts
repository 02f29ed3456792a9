import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useMay } from '@/api/rights';
import { writeSearch } from '@/format/address';
import { useNow } from '@/design/now';
import { pages } from '@/pages';
import type { Found, PageData, Search, Searched } from '@/pages/definePage';
import { open, pageOfId, type Action } from '../actions';
import { fitting, type Asked, type Group } from './groups';

/** Lists are asked for when the palette opens, not while one types; what is found by its text is asked for each text. */
const kept = { staleTime: 10_000, refetchInterval: false } as const;

/** Words of a search are at least so long. */
const least = 2;

/** What one may say before the name of a room. */
const going = new Set(['go', 'to']);

const all: readonly PageData[] = pages;
const searches = all.flatMap((page) => page.searches ?? []).sort((a, b) => a.rank - b.rank);

/** The first letters that ask for the things of one page alone. */
export const letters: Readonly<Record<string, string>> = Object.fromEntries(searches.flatMap(({ letter, name }) => (letter === undefined ? [] : [[letter, name]])));

/** All that a text may mean, group by group, where the server is asked for `sent`, which follows the text with each pause; each comes when the server has answered, and only where one may read it. */
export function useGroups(asked: Asked, sent: string, actions: readonly Action[]): Group[] {
  const now = useNow();
  const may = useMay();
  const client = useQueryClient();
  const { words, text } = asked;
  const searched: Searched = { text, words, sent, now, answered: (key) => client.getQueryData(key) };
  const on = ({ name, needs }: Search) => text.length >= least && (asked.only === undefined || asked.only === name) && (needs === undefined || may(needs));
  const late = ({ byServer }: Search) => byServer === true && sent !== text;
  const answers = useQueries({
    queries: searches.map((search) => {
      const query = search.of(searched);
      return { ...query, ...kept, staleTime: query.staleTime ?? kept.staleTime, enabled: on(search) && !late(search) };
    }),
  });

  const groups = searches.map((search, at): Group & { last: boolean } => {
    const { data, isFetching = false, isPlaceholderData = false } = answers[at] ?? {};
    const found = isPlaceholderData || late(search) ? undefined : data;
    const fit = !on(search) || found === undefined ? [] : found.map((one): Found => ({ ...one, icon: search.icon }));
    const names = words.filter((word) => search.verbs?.test(word) !== true);
    const asking = names.length === 0 ? words : names;
    return { name: search.name, found: search.byServer === true ? fit : fitting(fit, asking), waits: on(search) && found === undefined && (isFetching || late(search)), all: search.all?.(text), last: search.letter !== undefined };
  });
  return [ids(text), roomsOf(words, may), ...groups.filter(({ last }) => !last), acts(actions, words), ...groups.filter(({ last }) => last)];
}

function ids(text: string): Group {
  const href = pageOfId(text);
  return { name: 'Ids', found: href === undefined ? [] : [{ id: href, name: `Open ${text}`, icon: 'right', href }] };
}

function roomsOf(words: readonly string[], may: (target: string) => boolean): Group {
  const found = open(may).map((room): Found => ({ id: room.path, name: room.name, icon: room.icon, ...(room.also === undefined ? {} : { also: room.also }), keys: `g ${room.key}`, href: `${room.path}${writeSearch(room.search ?? {})}`, fact: room.group }));
  return { name: 'Rooms', found: fitting(found, words.filter((word) => !going.has(word))) };
}

/** What leads to a room stands among the rooms. */
function acts(actions: readonly Action[], words: readonly string[]): Group {
  const own = actions.filter(({ id }) => !id.startsWith('/')).map((action): Found => ({ id: action.id, name: action.label, icon: action.icon ?? 'right', keys: action.keys, run: action.run }));
  return { name: 'Acts', found: fitting(own, words) };
}
