import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ConnectorDetail } from '@/api/schema';
import { isThere, save, Unsettled, type Save } from './save';

/** Stores the draft; what an earlier try has made after all, although its answer was lost, is not made again. */
export function useSave(detail: ConnectorDetail, known: readonly string[], onSaved: (taken: readonly string[]) => void) {
  const client = useQueryClient();
  const mutation = useMutation<readonly string[], Error, Save & { before: unknown }>({
    mutationFn: async ({ before, ...of }) => (before instanceof Unsettled && (await isThere(before.made)) ? before.made.taken : await save(detail, of, known)),
    onSuccess: async (taken) => {
      onSaved(taken);
      await client.invalidateQueries();
    },
  });
  const { error, isPending, mutate } = mutation;
  return { error, isPending, store: (of: Save) => mutate({ ...of, before: error }) };
}
