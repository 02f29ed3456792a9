import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { decisionsQuery, runsQuery } from '@/api/queries';
import { useMay } from '@/api/rights';
import { Allowed } from '@/design/Allowed';
import { Copy } from '@/design/Marks';
import { State } from '@/design/State';
import { stages } from '@/road/stages';
import { RoadShort } from '@/road/RoadShort';
import { Page, Top } from '../Page';
import { steps, type Step, type There } from './steps';

/** What is done first, each step with its command; one is done when it happened, wherever that was. */
export function FirstSteps({ there }: { there: There }) {
  const may = useMay();
  const decision = useQuery({ ...decisionsQuery({ limit: '1' }), enabled: may('control:decision.read') }).data?.items[0];
  const run = useQuery({ ...runsQuery({ sort: '-started', limit: '1' }), enabled: may('control:run.read') }).data?.items[0];
  const all = steps({ ...there, decision, run });
  const here = all.findIndex(({ done }) => done === undefined);
  const done = all.filter((step) => step.done !== undefined).length;
  return (
    <Page title="First steps" fixed>
      <Top name="First steps" tally={`${done} of ${all.length}; each is one command`}>
        <span className="actions">
          <Link className="btn" to="/" search={{ view: 'now' }}>
            I know it: leave
          </Link>
        </span>
      </Top>
      <div className="split with-panel home">
        <ol className="list home-steps" aria-label="First steps">
          {all.map((step, at) => (
            <One key={step.name} step={step} here={at === here} />
          ))}
        </ol>
        <aside className="side home-side" aria-label="The road of a call">
          <h2 className="home-sub">
            <span>The road of a call</span>
            <span className="soft">grey: not travelled yet</span>
          </h2>
          <RoadShort stages={stages.map((name) => ({ name, ms: null, standing: decision === undefined ? 'ahead' : 'decided', verdict: met[name] }))} label="The road of a call" />
          <p className="soft small">A step is done when it happened, here or in a terminal. It need not be in this order.</p>
        </aside>
      </div>
    </Page>
  );
}

/** What each stage is for. */
const met: Readonly<Record<(typeof stages)[number], string>> = {
  authenticate: 'who asks, by which key',
  tenant: 'whose house it is',
  authorize: 'without a grant: no',
  'classify data': 'what is personal in it',
  'policy, pre': 'what the house forbids',
  cache: 'was it asked before',
  route: 'who can answer, and why that one',
  reserve: 'money held before it is spent',
  attempt: 'the call, and the next one after a failure',
  'policy, post': 'what may be given back',
  settle: 'what it cost',
  record: 'kept, and provable',
};

function One({ step: { name, what, done, command, act, to, needs }, here }: { step: Step; here: boolean }) {
  return (
    <li className={done !== undefined ? 'done' : here ? 'here' : 'ahead'} aria-current={here ? 'step' : undefined}>
      <div className="head">
        <h2>{name}</h2>
        {done === undefined ? <span className="soft">{what}</span> : <State of="succeeded" word={done} />}
        <span className="grow" />
        <Allowed to={needs}>
          <Link data-row className={here ? 'btn primary' : 'btn'} to={to} search={{}}>
            {act}
          </Link>
        </Allowed>
      </div>
      <div className="cmd">
        <code>{command}</code>
        <Copy text={command} label="Copy command" />
      </div>
    </li>
  );
}
