import type { DataTag, QueryKey, UseQueryOptions } from '@tanstack/react-query';
import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router';
import { ApiFailure } from '@/api/failure';
import type { Sign } from '@/design/Icon';

/** What stands in an address: parameters of its path, or of its query. */
export type Address = Record<string, string>;

/** Where an address leads that shows nothing itself. */
export type Redirect = (at: { params: Address; search: Address }) => { to: string; search: Address };

/** What an address shows: a component, or what stands at another address. */
export type View = { component: RouteComponent } | { redirect: Redirect };

/** The parts of the rail, from above. */
export const groups = ['Work', 'Road', 'House'] as const;

/** A query of which one thing is read. */
export type Reading<Read> = UseQueryOptions<unknown, Error, Read>;

/** The shape of the answer is known where this is called, and nowhere else. */
export const reading = <Answer, Read, Key extends QueryKey>(query: UseQueryOptions<Answer, Error, Answer, Key>, read: (answer: Answer) => Read): Reading<Read> => ({ ...query, select: read }) as unknown as Reading<Read>;

/** A page that stands in the rail. */
export interface Room<Path extends string = string> {
  path: Path;
  name: string;
  icon: Sign;
  /** What people also call it, for the search. */
  also?: string;
  /** Behind `g`, the key that goes there. */
  key: string;
  group: (typeof groups)[number];
  /** Whether it stands in the phone's bar also when one is elsewhere. */
  phone?: boolean;
  /** What it is opened with. */
  search?: Address;
  /** What one must be granted to use it, all of these: acts, or capabilities. */
  needs: readonly string[];
  /** Where parts of it are of use alone: one of these is enough. */
  oneOf?: readonly string[];
  /** How many things there wait for the reader, where any does, and what they are. */
  badge?: { of: Reading<string | undefined>; label: string };
}

/** A page about who is signed in: it stands at their name. */
export interface Own<Path extends string = string> {
  path: Path;
  name: string;
  title: string;
  icon: Sign;
}

/** Ids that lead to a page where one is pasted into the search. */
export interface Ids {
  fit: RegExp;
  at: (id: string) => string;
}

/** Something that the search leads to, or does. */
export interface Found {
  id: string;
  name: string;
  icon: Sign;
  /** Softly behind the name. */
  detail?: string | undefined;
  /** What is searched as well and not shown, in small letters. */
  also?: string;
  /** On the right: how it stands. */
  fact?: string | undefined;
  /** More of it for the preview, by name. */
  facts?: readonly (readonly [string, string])[];
  keys?: string | undefined;
  /** Where it leads; what has none does something. */
  href?: string;
  run?: () => void;
}

/** What is searched for: as it stands in the field, in words, and as the server is asked, which follows with each pause. */
export interface Searched {
  text: string;
  words: readonly string[];
  sent: string;
  now: number;
  /** What the server answered to another query of the console, where it did. */
  answered: <Answer>(key: DataTag<QueryKey, Answer, Error>) => Answer | undefined;
}

/** Things of a page that the search finds, as a group of its answers. */
export interface Search {
  name: string;
  icon: Sign;
  /** Its place among the groups; the lower is higher. */
  rank: number;
  /** What one must be granted to find them. */
  needs?: string;
  /** Words that say what is to be done with one, which none of them holds: they are left out. */
  verbs?: RegExp;
  /** What is typed before to find these alone. */
  letter?: string;
  /** Whether the server looks for the text itself; else all that it answers is looked through here. */
  byServer?: boolean;
  of: (searched: Searched) => Reading<readonly Omit<Found, 'icon'>[]>;
  /** Where all of them stand. */
  all?: (text: string) => string;
}

/** What the console has to know of a page before it is opened. Every page waits for all of these, so none holds its component. */
export interface PageData<Path extends string = string> {
  /** What its addresses show; a part of one that begins with `$` is a parameter. */
  routes: Readonly<Record<Path, View>>;
  room?: Room<NoInfer<Path>>;
  own?: Own<NoInfer<Path>>;
  ids?: Ids;
  searches?: readonly Search[];
}

/** The data of a page, with its addresses as types: links are checked by them. */
export const definePage = <Path extends string>(data: PageData<Path>): PageData<Path> => data;

/** A component that is fetched when its address is opened first. One that does not come is a failure inside the shell, and the next visit tries again. */
export function view<T extends Record<string, unknown>>(importer: () => Promise<T>, name: keyof T & string): View {
  return { component: lazyRouteComponent(() => importer().catch(missing), name) as RouteComponent };
}

/** Not the error of the import itself, at which the router would reload the whole page by itself. */
function missing(): never {
  throw new ApiFailure('This page did not come', 'A part of the console could not be fetched: the line broke off, or the server was replaced by another version since you opened it.', 'unavailable', 'platform', true, 0);
}
