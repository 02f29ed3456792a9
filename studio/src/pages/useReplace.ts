import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { apply } from '@/api/apply';
import { ApiFailure, asFailure } from '@/api/failure';
import { resourcesQuery } from '@/api/queries';
import type { Resource } from '@/api/schema';
import { yaml } from '@/format/yaml';

/** A resource as a form writes it. */
export type Written = Pick<Resource, 'kind' | 'id' | 'spec'>;

/** Puts a resource in force, unless it is no longer the one that was opened: then nothing is written over. `what` is its kind in words. */
export function useReplace(what: string, opened: Resource | undefined, onSaved: (id: string) => void) {
  const [before] = useState(opened);
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (written: Written) => {
      try {
        await apply(`version: ${before?.version ?? 0}\n${yaml(written)}`, false);
      } catch (error) {
        throw asFailure(error).code === 'conflict' ? await overtaken(client, what, written, before, error) : error;
      }
      return written;
    },
    onSuccess: async ({ kind, id }) => {
      await client.invalidateQueries({ queryKey: resourcesQuery(kind).queryKey });
      onSaved(id);
    },
  });
}

/** Why it could not come in place of the one that was opened, by what is in force now; the server's own words where that does not tell. */
async function overtaken(client: QueryClient, what: string, { kind, id }: Written, before: Resource | undefined, refused: unknown): Promise<unknown> {
  const list = await client.query({ ...resourcesQuery(kind), staleTime: 0 }).catch(() => undefined);
  const known = list?.items.find((one) => one.id === id);
  if (list === undefined || known?.version === before?.version) return refused;
  const why = before === undefined ? `There is a ${what} ${id} already: open it, or choose another name.` : known === undefined ? `${id} was ended since you opened it. Cancel, and add it anew if it is still wanted.` : `${id} was changed since you opened it: v${known.version} is in force, you began with v${before.version}. Cancel and begin again from there.`;
  return new ApiFailure('Changed elsewhere', why, 'conflict', 'caller', false, 409, {}, before === undefined ? { id: why } : {});
}
