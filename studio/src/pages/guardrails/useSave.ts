import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apply } from '@/api/apply';
import { ApiFailure } from '@/api/failure';
import { resourcesQuery } from '@/api/queries';
import type { Resource } from '@/api/schema';
import { yaml } from '@/format/yaml';
import { resourceOf, type Draft } from './draft';

/** Puts a rule in force, unless it is no longer the one that was opened: then nothing is written over. */
export function useSave(rule: Resource | undefined, onSaved: (id: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (draft: Draft) => {
      const resource = resourceOf(draft);
      const { items } = await client.query({ ...resourcesQuery('guardrail'), staleTime: 0 });
      const known = items.find(({ id }) => id === resource.id);
      if (known?.version !== rule?.version) throw overtaken(resource.id, rule, known);
      await apply(yaml(resource), false);
      return resource.id;
    },
    onSuccess: async (id) => {
      await client.invalidateQueries({ queryKey: resourcesQuery('guardrail').queryKey });
      onSaved(id);
    },
  });
}

function overtaken(id: string, rule: Resource | undefined, known: Resource | undefined): ApiFailure {
  const why = rule === undefined ? `There is a rule ${id} already: open it, or choose another name.` : known === undefined ? `${id} was ended since you opened it. Cancel, and add it anew if it is still wanted.` : `${id} was changed since you opened it: v${known.version} is in force, you began with v${rule.version}. Cancel and begin again from there.`;
  return new ApiFailure('Changed elsewhere', why, 'conflict', 'caller', false, 409, {}, rule === undefined ? { id: why } : {});
}
