import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { versionQuery, versionsQuery } from '@/api/queries';
import type { ResourceVersion, WorkflowDetail } from '@/api/schema';
import { Compared } from '@/design/Compared';
import { Ago, Copy } from '@/design/Marks';
import { Empty, SkLine } from '@/design/Place';
import { diff } from '@/format/diff';
import { plural, shortId } from '@/format/text';
import { yaml } from '@/format/yaml';
import { Asked } from '../Asked';
import { RollBack } from '../RollBack';

type Versions = UseQueryResult<{ items: ResourceVersion[] }>;

/** Every version as a road, the newest on top; new runs take the one in force. */
export function VersionRoad({ workflow, query, against }: { workflow: WorkflowDetail; query: Versions; against?: number }) {
  return (
    <>
      <h3>
        <span>Versions</span>
        <span>new runs take v{workflow.version}</span>
      </h3>
      <Asked query={query} loading={<SkLine width={200} />}>
        {({ items }) => (
          <ol className="vers-road">
            {[...items]
              .sort((a, b) => b.version - a.version)
              .map((version) => (
                <Station key={version.version} of={version} workflow={workflow} chosen={version.version === against} />
              ))}
          </ol>
        )}
      </Asked>
      <p className="links">
        <Link className="btn" to="/workflows/$id" params={{ id: workflow.id }} search={{ version: String(workflow.version) }}>
          Definition
        </Link>
      </p>
    </>
  );
}

function Station({ of, workflow, chosen }: { of: ResourceVersion; workflow: WorkflowDetail; chosen: boolean }) {
  const live = of.version === workflow.version;
  return (
    <li aria-current={chosen ? 'true' : undefined} className={live ? 'live' : undefined}>
      <b>v{of.version}</b>{' '}
      <span className="soft">
        {live ? 'in force since ' : of.ended ? 'ended ' : 'applied '}
        <Ago at={of.at} />
      </span>
      <p>
        {of.by === undefined ? null : <span title={of.by}>{shortId(of.by)} </span>}
        {live || of.ended ? null : (
          <Link to="/workflows/$id" params={{ id: workflow.id }} search={{ version: String(of.version) }} aria-label={`What differs from v${of.version}`}>
            what differs
          </Link>
        )}
      </p>
    </li>
  );
}

/** The version in force against an earlier one, line by line; alone, its definition as it can be applied. */
export function Difference({ workflow, against }: { workflow: WorkflowDetail; against: number }) {
  const versions = useQuery(versionsQuery('workflow', workflow.id));
  const navigate = useNavigate();
  return (
    <div className="wfg">
      <div className="main1">{against === workflow.version ? <Definition workflow={workflow} /> : <Lines workflow={workflow} against={against} />}
        {against === workflow.version ? null : <RollBack kind="workflow" id={workflow.id} now={workflow.version} to={against} onDone={() => void navigate({ to: '/workflows/$id', params: { id: workflow.id }, search: {} })} />}
      </div>
      <aside className="side about" aria-label={`Versions of ${workflow.id}`}>
        <div className="body">
          <p>
            <Link to="/workflows/$id" params={{ id: workflow.id }} search={{}}>
              Back to the graph
            </Link>
          </p>
          <VersionRoad workflow={workflow} query={versions} against={against} />
        </div>
      </aside>
    </div>
  );
}

function Definition({ workflow }: { workflow: WorkflowDetail }) {
  return (
    <section className="definition" aria-label="Definition">
      <div className="head">
        <h2>Definition of v{workflow.version}</h2>
        <Copy text={workflow.yaml} label="Copy the definition" />
      </div>
      {/* A region that scrolls must be reachable by the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0}>{workflow.yaml}</pre>
    </section>
  );
}

function Lines({ workflow, against }: { workflow: WorkflowDetail; against: number }) {
  const older = useQuery(versionQuery('workflow', workflow.id, against));
  const newer = useQuery(versionQuery('workflow', workflow.id, workflow.version));
  return (
    <Asked query={older} loading={<SkLine width={320} />}>
      {(before) => (
        <Asked query={newer} loading={<SkLine width={320} />}>
          {(now) => {
            const lines = diff(yaml(before), yaml(now));
            const differ = lines.filter(({ kind }) => kind !== 'same').length;
            return (
              <section className="definition" aria-label={`v${workflow.version} against v${against}`}>
                <div className="head">
                  <h2>
                    v{workflow.version} against v{against}
                  </h2>
                  <span className="soft">{plural(differ, 'line')} differ</span>
                </div>
                {differ === 0 ? <Empty title="They say the same">Only the time they were applied differs.</Empty> : <Compared lines={lines} label={`Lines of v${workflow.version} against v${against}`} />}
              </section>
            );
          }}
        </Asked>
      )}
    </Asked>
  );
}
