import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { workflowsQuery } from '@/api/queries';
import { Icon } from '@/design/Icon';
import { Overlay } from '@/design/Overlay';
import { Empty, SkLine } from '@/design/Place';
import { Asked } from '../Asked';

/** Which workflow to start; its form is on its page. Where the list is one of a workflow it leads there at once. */
export function StartRun({ workflow }: { workflow: string | undefined }) {
  const [choosing, setChoosing] = useState(false);
  const close = useCallback(() => setChoosing(false), []);
  const look = (
    <>
      <Icon name="play" size={14} />
      Start a run
    </>
  );
  if (workflow !== undefined) {
    return (
      <Link className="btn primary" to="/workflows/$id" params={{ id: workflow }} search={{ act: 'start' }}>
        {look}
      </Link>
    );
  }
  return (
    <>
      <button type="button" className="btn primary" onClick={() => setChoosing(true)}>
        {look}
      </button>
      {choosing ? (
        <Overlay label="Start a run" onClose={close}>
          <h2>Start a run of</h2>
          <Choice onClose={close} />
        </Overlay>
      ) : null}
    </>
  );
}

function Choice({ onClose }: { onClose: () => void }) {
  const query = useQuery(workflowsQuery);
  return (
    <Asked query={query} loading={<SkLine width={200} />}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="No workflows yet" command="./auterity apply -f examples/complaint-triage/workflow.yaml">
            A run is one execution of a workflow. Applying a file makes one.
          </Empty>
        ) : (
          <ul className="choose-flow">
            {items.map(({ id, version }) => (
              <li key={id}>
                <Link to="/workflows/$id" params={{ id }} search={{ act: 'start' }} onClick={onClose}>
                  <b>{id}</b> <span className="soft">v{version}</span>
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Asked>
  );
}
