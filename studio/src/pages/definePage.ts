import { lazyRouteComponent, type RouteComponent } from '@tanstack/react-router';
import { ApiFailure } from '@/api/failure';

/** What stands in an address: parameters of its path, or of its query. */
export type Address = Record<string, string>;

/** Where an address leads that shows nothing itself. */
export type Redirect = (at: { params: Address; search: Address }) => { to: string; search: Address };

/** What an address shows: a component, or what stands at another address. */
export type View = { component: RouteComponent } | { redirect: Redirect };

/** What the console has to know of a page before it is opened. Every page waits for all of these, so none holds its component. */
export interface PageData<Path extends string = string> {
  /** What its addresses show; a part of one that begins with `$` is a parameter. */
  routes: Readonly<Record<Path, View>>;
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
