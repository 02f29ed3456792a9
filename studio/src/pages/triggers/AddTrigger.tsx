import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { workflowsQuery } from '@/api/queries';
import { Allowed } from '@/design/Allowed';
import { Icon } from '@/design/Icon';
import { Overlay } from '@/design/Overlay';
import { Asked } from '../Asked';

/** Leads to the workflow that is to be started: triggers stand in its file, and in the form of it. */
export function AddTrigger() {
  const [asking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  return (
    <Allowed to="control:workflow.draft">
      <button type="button" className="btn primary" onClick={() => setAsking(true)}>
        <Icon name="add" size={14} />
        Add a trigger
      </button>
      {asking ? (
        <Overlay label="Add a trigger" onClose={close}>
          <div className="ask">
            <h2>Which workflow is it to start?</h2>
            <Workflows />
          </div>
        </Overlay>
      ) : null}
    </Allowed>
  );
}

function Workflows() {
  const query = useQuery(workflowsQuery);
  return (
    <Asked query={query} loading={<p className="soft">…</p>}>
      {({ items }) => (
        <ul className="choose">
          {items.map(({ id }) => (
            <li key={id}>
              <Link to="/workflows/$id/edit" params={{ id }} search={{ part: 'workflow' }}>
                {id}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Asked>
  );
}
