import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Trigger } from '@/api/schema';
import { paused } from '@/api/triggers';

/** Pauses a trigger that is active, and has any other go on. */
export function usePausing() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (one: Trigger) => paused(one.id, one.state === 'active'),
    onSettled: () => client.invalidateQueries({ queryKey: ['triggers'] }),
  });
}
