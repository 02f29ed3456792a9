import { useQuery } from '@tanstack/react-query';
import { often, seldom } from '@/api/queries';
import { allResourcesQuery } from '@/api/resources';
import { useMay } from '@/api/rights';
import { triggersQuery } from '@/api/triggers';
import { usersOf, type User } from './uses';

/** Specs are large, and change seldom. */
const refetchInterval = (query: Parameters<typeof often>[0]) => often(query) && seldom;

/** Who names which secret, as far as the reader may read it; `whole` once that is all. */
export function useUsers(): { users: ReadonlyMap<string, readonly User[]>; whole: boolean; may: boolean } {
  const mayRead = useMay();
  const [resources, triggers] = [mayRead('control:resource.read'), mayRead('control:trigger.read')];
  const specs = useQuery({ ...allResourcesQuery, refetchInterval, enabled: resources });
  const own = useQuery({ ...triggersQuery, refetchInterval, enabled: triggers });
  const users = usersOf(specs.data?.items ?? [], own.data?.items ?? []);
  return { users, whole: own.data !== undefined && specs.data?.truncated === false, may: resources && triggers };
}
