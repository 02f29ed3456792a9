import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { workflowQuery } from '@/api/queries';
import type { Trigger } from '@/api/schema';
import { fillIn, startQuery, triggerQuery } from '@/api/triggers';
import { Allowed } from '@/design/Allowed';
import { Empty, SkLine } from '@/design/Place';
import { State } from '@/design/State';
import { tailId } from '@/format/text';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { StartForm } from '../start/StartForm';

/** The form of a trigger: what its workflow asks for, and what became of what was sent. */
export function FormPage() {
  const { id } = useParams({ strict: false });
  const query = useQuery(triggerQuery(id ?? ''));
  return (
    <Page title={query.data?.name ?? 'Form'}>
      <header className="top">
        <Link className="crumb" to="/triggers" search={{}}>
          Triggers
        </Link>
        <span className="sep">/</span>
        <h1>{query.data?.name ?? 'Form'}</h1>
        {query.data === undefined ? null : (
          <span className="soft tally">
            starts {query.data.workflow} as {query.data.by}
          </span>
        )}
      </header>
      <div className="filled">
        <Asked query={query} loading={<SkLine width={320} />}>
          {(trigger) => <Form of={trigger} />}
        </Asked>
      </div>
    </Page>
  );
}

function Form({ of }: { of: Trigger }) {
  const workflow = useQuery(workflowQuery(of.workflow));
  const [start, setStart] = useState<string>();
  if (of.on !== 'form') return <Empty title="This trigger has no form">It starts runs by itself.</Empty>;
  if (of.state !== 'active') return <Empty title={`This form is ${of.state}`}>It takes nothing until its trigger goes on.</Empty>;
  if (start !== undefined) return <Sent trigger={of.id} start={start} onAgain={() => setStart(undefined)} />;
  return (
    <Allowed to="control:run.start" otherwise={<Empty title="You may not fill this in">It takes the right to start runs.</Empty>}>
      <Asked query={workflow} loading={<SkLine width={320} />}>
        {(asks) => <StartForm workflow={asks} act="Send" onSend={(input, key) => fillIn(of.id, input, key)} onStarted={setStart} />}
      </Asked>
    </Allowed>
  );
}

/** What became of what was sent. */
function Sent({ trigger, start, onAgain }: { trigger: string; start: string; onAgain: () => void }) {
  const { data } = useQuery(startQuery(trigger, start));
  return (
    <section className="start body" aria-label="What became of it">
      <p role="status">
        <State of={data?.state ?? 'waiting'} />{' '}
        {data?.run === undefined ? (
          (data?.problem ?? 'It is noted, and its run begins.')
        ) : (
          <>
            It is sent, and runs as{' '}
            <Link to="/runs/$id" params={{ id: data.run }} search={{}}>
              <code>{tailId(data.run)}</code>
            </Link>
          </>
        )}
      </p>
      <div className="links">
        <button type="button" className="btn" onClick={onAgain}>
          Fill it in again
        </button>
      </div>
    </section>
  );
}
