import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { sessionQuery } from '@/api/queries';
import { draftKey, drafts, type Draft } from './drafts';

/** The id of what is written of a route that is not there yet: no route can be called so. */
export const newRoute = '';

/** What the one who is signed in has written of a route and not applied. */
export function useDraft(route: string): [Draft | undefined, (draft: Draft | undefined) => void] {
  const { data: session } = useQuery(sessionQuery);
  const key = draftKey(session?.tenant.id ?? '', session?.principal.id ?? '', route);
  const draft = useSyncExternalStore(drafts.listen, () => drafts.of(key));
  return [draft, (next) => drafts.keep(key, next)];
}
