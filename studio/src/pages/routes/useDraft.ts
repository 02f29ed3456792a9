import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { sessionQuery } from '@/api/queries';
import { draftKey, drafts, type Draft } from './drafts';

/** The id of what is written of a route that is not there yet: no route can be called so. */
export const newRoute = '';

/** What the one who is signed in has written of a route and not applied, and what can be done with it. */
export function useDraft(route: string) {
  const { data: session } = useQuery(sessionQuery);
  const key = draftKey(session?.tenant.id ?? '', session?.principal.id ?? '', route);
  return {
    draft: useSyncExternalStore(drafts.listen, () => drafts.of(key)),
    /** Whether it outlasts the page. */
    lasts: useSyncExternalStore(drafts.listen, () => drafts.lasts(key)),
    keep: (next: Draft | undefined) => drafts.keep(key, next),
    /** After a text was put in force; tells whether nothing more was written meanwhile. */
    applied: (text: string, version?: number) => {
      drafts.applied(key, text, version);
      return drafts.of(key) === undefined;
    },
  };
}
