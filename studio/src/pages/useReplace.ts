import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apply } from '@/api/apply';
import { ApiFailure } from '@/api/failure';
import { resourcesQuery } from '@/api/queries';
import type { Resource } from '@/api/schema';
import { yaml } from '@/format/yaml';

/** A resource as a form writes it. */
export type Written = Pick<Resource, 'kind' | 'id' | 'spec'>;

/** Puts a resource in force, unless it is no longer the one that was opened: then nothing is written over. `what` is its kind in words. */
export function useReplace(what: string, before: Resource | undefined, onSaved: (id: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (written: Written) => {
      const { items } = await client.query({ ...resourcesQuery(written.kind), staleTime: 0 });
      const known = items.find(({ id }) => id === written.id);
      if (known?.version !== before?.version) throw overtaken(what, written.id, before, known);
      await apply(yaml(written), false);
      return written;
    },
    onSuccess: async ({ kind, id }) => {
      await client.invalidateQueries({ queryKey: resourcesQuery(kind).queryKey });
      onSaved(id);
    },
  });
}

function overtaken(what: string, id: string, before: Resource | undefined, known: Resource | undefined): ApiFailure {
  const why = before === undefined ? `There is a ${what} ${id} already: open it, or choose another name.` : known === undefined ? `${id} was ended since you opened it. Cancel, and add it anew if it is still wanted.` : `${id} was changed since you opened it: v${known.version} is in force, you began with v${before.version}. Cancel and begin again from there.`;
  return new ApiFailure('Changed elsewhere', why, 'conflict', 'caller', false, 409, {}, before === undefined ? { id: why } : {});
}
