import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { asFailure } from '@/api/failure';
import { workflowQuery } from '@/api/queries';
import type { WorkflowDraft } from '@/api/schema';
import { readDraft } from '@/api/workflowEditor';
import { SkLine } from '@/design/Place';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { Editor } from './Editor';

/** What the editor begins with. */
export interface Opened {
  id: string;
  /** The text in force; empty where none is. */
  inForce: string;
  /** Its version; 0 where none is in force. */
  version: number;
  draft: WorkflowDraft | undefined;
}

/** A workflow is written here: as a graph, as forms and as YAML, which are one text. */
export function EditorPage() {
  const { id } = useParams({ from: '/inside/workflows/$id/edit' });
  return (
    <Page title={`${id}, editor`} fixed>
      <Opening key={id} id={id} />
    </Page>
  );
}

const loading = [220, 180, 240].map((width) => <SkLine key={width} width={width} />);

/** What is written goes on from what was there when the page was opened, whatever others do meanwhile. */
function Opening({ id }: { id: string }) {
  const { queryFn } = workflowQuery(id);
  const [since] = useState(() => Date.now());
  const query = useQuery({
    queryKey: ['editor', id, since],
    queryFn: async (context): Promise<Opened> => {
      const draft = await readDraft(id, context.signal);
      try {
        const workflow = await (queryFn as (with_: typeof context) => Promise<{ yaml: string; version: number }>)(context);
        return { id, inForce: workflow.yaml, version: workflow.version, draft };
      } catch (error) {
        if (asFailure(error).status !== 404) throw error;
        return { id, inForce: '', version: 0, draft };
      }
    },
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <Asked query={query} loading={loading}>
      {(opened) => <Editor opened={opened} />}
    </Asked>
  );
}
