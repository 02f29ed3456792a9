import { useQuery } from '@tanstack/react-query';
import type { WorkflowDraft } from '@/api/schema';
import { readDraft } from '@/api/workflowEditor';
import { Compared } from '@/design/Compared';
import { diff } from '@/format/diff';

interface Props {
  id: string;
  text: string;
  onTake: (theirs: WorkflowDraft) => void;
  onReplace: (theirs: WorkflowDraft) => void;
}

/** What a draft that another saved meanwhile differs in, and the two ways on. */
export function SavedByAnother({ id, text, onTake, onReplace }: Props) {
  const { data: theirs } = useQuery({ queryKey: ['workflow drafts', id, 'theirs'], queryFn: async ({ signal }) => (await readDraft(id, signal)) ?? null, gcTime: 0 });
  if (theirs === undefined) return null;
  if (theirs === null) return <p className="soft none">Their draft is gone: it was published or thrown away. Open the page again to see what is in force; copy your text first.</p>;
  return (
    <section className="theirs" aria-label="Saved by another">
      <div className="cap">
        <h2>What yours changes in the draft of {theirs.by}</h2>
        <span className="grow" />
        <button type="button" className="btn" onClick={() => onTake(theirs)}>
          Take theirs
        </button>
        <button type="button" className="btn danger" onClick={() => onReplace(theirs)}>
          Replace theirs by mine
        </button>
      </div>
      <Compared lines={diff(theirs.text, text)} label="What yours changes in theirs" />
    </section>
  );
}
