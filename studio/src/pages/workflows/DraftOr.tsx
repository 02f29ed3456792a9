import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { draftsQuery } from '@/api/workflowEditor';
import { Empty, SkLine } from '@/design/Place';

/** Of a workflow that is not in force: the way to its draft, where there is one. */
export function DraftOr({ id, none }: { id: string; none: ReactNode }) {
  const { data, isPending } = useQuery(draftsQuery);
  if (isPending) return <SkLine width={200} />;
  if (data?.items.some((draft) => draft.id === id) !== true) return none;
  return (
    <Empty
      title={`${id} is a draft`}
      acts={
        <Link className="btn primary" to="/workflows/$id/edit" params={{ id }} search={{}}>
          Open the draft
        </Link>
      }
    >
      It has no version in force yet, so it starts nothing: publish it in its editor.
    </Empty>
  );
}
