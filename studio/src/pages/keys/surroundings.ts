import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { limitsQuery, resourcesQuery } from '@/api/queries';
import type { Limit, Resource } from '@/api/schema';
import { above, type Above } from '../budget/covering';

/** What keys stand among: who owns them and which limits count their calls. Reading these is another right than reading keys. */
export interface Surroundings {
  limits: readonly Limit[];
  owners: readonly Resource[];
  over: Above;
  /** Whether the limits and the owners are known. */
  limitsKnown: boolean;
  ownersKnown: boolean;
  /** Why the owners are not known, where asking for them failed. */
  ownersError?: Error;
}

const nobody: readonly Resource[] = [];
const none: readonly Limit[] = [];

export function useSurroundings(): Surroundings {
  const limits = useQuery(limitsQuery({ limit: '500' })).data;
  const asked = [useQuery(resourcesQuery('team')), useQuery(resourcesQuery('project')), useQuery(resourcesQuery('user'))] as const;
  const [teams, projects, users] = [asked[0].data, asked[1].data, asked[2].data];
  const failed = asked.find(({ data, isError }) => data === undefined && isError)?.error;
  const owners = useMemo(() => [teams, projects, users].flatMap((list) => list?.items ?? nobody), [teams, projects, users]);
  const over = useMemo(() => above(owners), [owners]);
  return { limits: limits?.items ?? none, owners, over, limitsKnown: limits !== undefined, ownersKnown: teams !== undefined && projects !== undefined && users !== undefined, ...(failed === undefined || failed === null ? {} : { ownersError: failed }) };
}
