import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { WorkflowEdit } from '@/api/schema';
import { editWorkflow } from '@/api/workflowEditor';

type Changed = Awaited<ReturnType<typeof editWorkflow>>;

/** Makes edits of a text on the server, one after the other: each on what the one before has made. */
export function useEdits(id: string, text: string, onChanged: (changed: Changed, then: string | undefined) => void) {
  const newest = useRef(text);
  useEffect(() => {
    newest.current = text;
  }, [text]);
  const edit = useMutation({
    scope: { id: `edits of ${id}` },
    mutationFn: async ({ edits }: { edits: WorkflowEdit[]; then?: string | undefined }) => {
      const changed = await editWorkflow(id, newest.current, edits);
      newest.current = changed.text;
      return changed;
    },
    onSuccess: (changed, { then }) => onChanged(changed, then),
  });
  /** Makes one, or some that belong together; `then` is the step that is shown after. */
  const make = (one: WorkflowEdit | WorkflowEdit[], then?: string) => edit.mutate({ edits: [one].flat(), then });
  return { edit, make };
}
