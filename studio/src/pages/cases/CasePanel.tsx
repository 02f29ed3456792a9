import { useQuery, useQueryClient } from '@tanstack/react-query';
import { caseQuery, deleteCase } from '@/api/cases';
import type { CaseVerdict, Json, WorkflowCase } from '@/api/schema';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { Ago } from '@/design/Marks';
import { State } from '@/design/State';
import { JsonTree } from '@/json/JsonTree';
import { AskFirst } from '../AskFirst';
import { Asked } from '../Asked';
import { Side, SideSkeleton } from '../Side';
import { outcomeOf } from './cases';
import { Differences } from './Report';

interface Props {
  workflow: string;
  name: string;
  verdict: CaseVerdict | undefined;
  running: boolean;
  onRun: () => void;
  onChange: () => void;
  onDeleted: () => void;
  onClose: () => void;
  onStep: (by: number) => void;
}

/** One test case: how it came out, its input, what stands in place of what is outside, and the end that is expected. */
export function CasePanel({ workflow, name, verdict, onClose, onStep, ...acts }: Props) {
  const query = useQuery(caseQuery(workflow, name));
  return (
    <Side
      room="case"
      mono
      title={name}
      label={`Test case ${name}`}
      shown={name}
      onClose={onClose}
      step={{ what: 'test case', by: onStep }}
      meta={
        <>
          <State {...outcomeOf(verdict)} />
          {query.data === undefined ? null : (
            <span className="soft">
              saved by {query.data.by}, <Ago at={query.data.at} />
            </span>
          )}
        </>
      }
    >
      <Asked query={query} loading={<SideSkeleton />}>
        {(one) => (
          <div className="body">
            <Acts of={one} {...acts} />
            {verdict === undefined ? null : <Differences of={verdict} />}
            <Content of={one.content} />
          </div>
        )}
      </Asked>
    </Side>
  );
}

function Acts({ of: { workflow, name }, running, onRun, onChange, onDeleted }: Pick<Props, 'running' | 'onRun' | 'onChange' | 'onDeleted'> & { of: WorkflowCase }) {
  const client = useQueryClient();
  const remove = async () => {
    await deleteCase(workflow, name);
    onDeleted();
    await client.invalidateQueries({ queryKey: ['cases', workflow], exact: true });
  };
  return (
    <div className="acts">
      <button type="button" className="btn" disabled={running} onClick={onRun}>
        <Icon name="play" size={14} />
        Run this one
      </button>
      <Allowed to="control:workflow.draft">
        <button type="button" className="btn" onClick={onChange}>
          Change
        </button>
      </Allowed>
      <AskFirst needs="control:workflow.draft" button="Delete" look="btn danger" title={`Delete the test case ${name}?`} act="Delete it" keep="Keep it" danger onAct={remove}>
        <p>What it holds is gone. The workflow stays as it is.</p>
      </AskFirst>
    </div>
  );
}

function Content({ of: { input, run, pins, expects } }: { of: WorkflowCase['content'] }) {
  return (
    <>
      <Part name="Input" of={input as Json} />
      {Object.keys(run).length === 0 ? null : <Part name="Of the run, in place of samples" of={run as Json} />}
      <Part name="Pins, in place of what steps do outside" of={pins} />
      {expects.output === undefined && expects.failure === undefined ? (
        <>
          <h3>Expected end</h3>
          <p className="soft">Any output will do, as long as the run succeeds.</p>
        </>
      ) : (
        <Part name="Expected end" of={expects} />
      )}
    </>
  );
}

function Part({ name, of }: { name: string; of: Json }) {
  return (
    <>
      <h3>{name}</h3>
      <JsonTree payload={of} name={name} />
    </>
  );
}
