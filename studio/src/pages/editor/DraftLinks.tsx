import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { draftsQuery } from '@/api/workflowEditor';
import { Ago } from '@/design/Marks';

/** What is written and not published yet; nothing where there is none. */
export function DraftLinks() {
  const { data } = useQuery(draftsQuery);
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section className="drafts" aria-label="Drafts">
      <span className="soft">Drafts</span>
      {data.items.map(({ id, by, at }) => (
        <span key={id}>
          <Link to="/workflows/$id/edit" params={{ id }} search={{}}>
            {id}
          </Link>{' '}
          <span className="soft small">
            {by}, <Ago at={at} />,{' '}
            <Link to="/workflows/$id/cases" params={{ id }} search={{ of: 'draft' }}>
              test cases
            </Link>
          </span>
        </span>
      ))}
    </section>
  );
}
