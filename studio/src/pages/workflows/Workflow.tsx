import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { workflowQuery } from '@/api/queries';
import { Copy } from '@/design/Marks';
import { Sk } from '@/design/Place';
import { recent } from '@/format/address';
import { Asked } from '../Asked';
import { Page } from '../Page';

/** The definition as it was applied. */
export function WorkflowPage() {
  const { id } = useParams({ from: '/inside/workflows/$id' });
  const query = useQuery(workflowQuery(id));
  return (
    <Page title={id}>
      <header className="top">
        <Link className="crumb" to="/workflows" search={{}}>
          Workflows
        </Link>
        <span className="sep">/</span>
        <h1>{id}</h1>
        {query.data === undefined ? null : <span className="soft">v{query.data.version}</span>}
        <span className="grow" />
        {query.data === undefined ? null : (
          <span className="actions">
            <Link className="btn" to="/runs" search={{ workflow: id, ...recent }}>
              Its runs
            </Link>
          </span>
        )}
      </header>
      <Asked query={query} loading={<Skeleton />}>
        {(workflow) => (
          <section className="definition" aria-label="Definition">
            <div className="head">
              <h2>Definition</h2>
              <Copy text={workflow.yaml} label="Copy the definition" />
            </div>
            {/* A region that scrolls must be reachable by the keyboard. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <pre tabIndex={0}>{workflow.yaml}</pre>
          </section>
        )}
      </Asked>
    </Page>
  );
}

function Skeleton() {
  return (
    <div className="definition">
      {[180, 240, 140, 320, 280, 200].map((width) => (
        <p key={width} className="py-2">
          <Sk width={width} />
        </p>
      ))}
    </div>
  );
}
