import { useQueries, useQuery } from '@tanstack/react-query';
import { often, resourcesQuery, seldom } from '@/api/queries';
import { useMay } from '@/api/rights';
import { triggersQuery } from '@/api/triggers';
import { naming, usersOf, type User } from './uses';

/** Specs are large, and change seldom. */
const refetchInterval = (query: Parameters<typeof often>[0]) => often(query) && seldom;

/** Who names which secret, as far as the reader may read it; `whole` once that is all. */
export function useUsers(): { users: ReadonlyMap<string, readonly User[]>; whole: boolean; may: boolean } {
  const mayRead = useMay();
  const [resources, triggers] = [mayRead('control:resource.read'), mayRead('control:trigger.read')];
  const specs = useQueries({ queries: naming.map((kind) => ({ ...resourcesQuery(kind), refetchInterval, enabled: resources })) });
  const own = useQuery({ ...triggersQuery, refetchInterval, enabled: triggers });
  const users = usersOf(specs.flatMap(({ data }) => data?.items ?? []), own.data?.items ?? []);
  return { users, whole: own.data !== undefined && specs.every(({ data }) => data !== undefined), may: resources && triggers };
}
