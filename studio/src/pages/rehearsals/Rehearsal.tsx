import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { api, value } from '@/api/client';
import { rehearsalQuery } from '@/api/rehearsals';
import { useMay } from '@/api/rights';
import type { RehearsalReport } from '@/api/schema';
import { copyText } from '@/design/clipboard';
import { Icon } from '@/design/Icon';
import { onKey } from '@/design/keys';
import { Copy, Id, Tag } from '@/design/Marks';
import { useNow } from '@/design/now';
import { SkLine } from '@/design/Place';
import { State } from '@/design/State';
import { duration } from '@/format/duration';
import { sum } from '@/format/money';
import { count, shortId } from '@/format/text';
import { clock } from '@/format/time';
import { Asked } from '../Asked';
import { Page } from '../Page';
import { Refused } from '../Refused';
import { decisionsIcon } from '../decisions/page';
import { Bends } from './Bends';
import { Rehearse } from './Rehearse';
import { endWords, faultWords, markdownOf, secondsOf, sentence, slowerMs, slowerWords, whereTo } from './result';
import { Lanes } from './Lanes';

/** A rehearsed outage: while it goes on what bends where, after it what became of the calls. */
export function RehearsalPage() {
  const { id } = useParams({ from: '/inside/rehearsals/$id' });
  const query = useQuery(rehearsalQuery(id));
  return (
    <Page title={query.data === undefined ? 'Rehearsal' : `Rehearsal of ${query.data.rehearsal.provider}`}>
      <Asked query={query} loading={<SkLine width={480} />}>
        {(report) => <One report={report} />}
      </Asked>
    </Page>
  );
}

function One({ report }: { report: RehearsalReport }) {
  const { rehearsal } = report;
  const over = rehearsal.endedBy !== undefined;
  return (
    <>
      <header className="top">
        <Link className="crumb" to="/providers" search={{ open: rehearsal.provider }}>
          {rehearsal.provider}
        </Link>
        <span className="sep">/</span>
        <h1>Rehearsal</h1>
        <State of={over ? 'succeeded' : 'running'} word={endWords(rehearsal)} />
        <Tag>injected</Tag>
        <Id id={rehearsal.id} />
        <span className="grow" />
        <span className="actions">
          <Link className="btn" to="/decisions" search={{ label: rehearsal.label }}>
            <Icon name={decisionsIcon} size={14} />
            Decisions
          </Link>
          {over ? <Rehearse provider={rehearsal.provider} /> : <EndIt report={report} />}
        </span>
      </header>
      {over ? null : <Away report={report} />}
      <Figures report={report} />
      <div className="split rehearsal">
        <div className="main1">
          {over ? (
            <section className="said" aria-label="Result">
              <h2>{sentence(report)}</h2>
              <p>{whereTo(report)}</p>
            </section>
          ) : null}
          <Bends report={report} />
          <Lanes report={report} />
        </div>
        <aside className="side" aria-label="About this rehearsal">
          <About report={report} />
        </aside>
      </div>
    </>
  );
}

/** What is away, for whom and for how long yet. The time that is left is not read out each second. */
function Away({ report: { rehearsal } }: { report: RehearsalReport }) {
  const now = useNow();
  const left = Math.max(0, Math.ceil((Date.parse(rehearsal.until) - now) / 1000));
  return (
    <div className="banner">
      <Icon name="degraded" />
      <b role="status">
        {rehearsal.provider} is taken away from {rehearsal.run === undefined ? 'calls with its label' : `run ${shortId(rehearsal.run)}`}
      </b>
      <span>
        {left} of {secondsOf(rehearsal)} s left, it ends by itself. No other call is touched.
      </span>
    </div>
  );
}

function EndIt({ report: { rehearsal } }: { report: RehearsalReport }) {
  const may = useMay();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => value(api.POST('/api/v1/rehearsals/{id}/end', { params: { path: { id: rehearsal.id } } })),
    onSuccess: () => client.invalidateQueries({ queryKey: rehearsalQuery(rehearsal.id).queryKey }),
  });
  const { mutate } = end;
  const allowed = may('control:provider.rehearse');
  useEffect(() => (allowed ? onKey('.', () => mutate()) : undefined), [allowed, mutate]);
  if (!allowed) return null;
  return (
    <>
      <Refused error={end.error} />
      <button type="button" className="btn danger" disabled={end.isPending} onClick={() => mutate()}>
        <Icon name="stop" size={14} />
        End it now <kbd>.</kbd>
      </button>
    </>
  );
}

function Figures({ report }: { report: RehearsalReport }) {
  const slower = slowerMs(report);
  return (
    <dl className="facts">
      <Fact name="asked">{count(report.asked)}</Fact>
      <Fact name="answered">{count(report.answered)}</Fact>
      <Fact name="refused">{count(report.refused)}</Fact>
      <Fact name="failed">{count(report.failed)}</Fact>
      <Fact name="in doubt">{count(report.inDoubt)}</Fact>
      <Fact name="ran twice">{count(report.repeated)}</Fact>
      <Fact name="bent after">
        {report.bentAfterMs === undefined ? '–' : duration(report.bentAfterMs)} {report.breakerOpenedMs === undefined ? null : <small>breaker after {duration(report.breakerOpenedMs)}</small>}
      </Fact>
      <Fact name="slower, p50">{slower === undefined ? <small>nothing to compare</small> : slowerWords(slower)}</Fact>
      <Fact name="cost">{report.cost.length === 0 ? '0' : report.cost.map(sum).join(', ')}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function About({ report }: { report: RehearsalReport }) {
  const { rehearsal } = report;
  const over = rehearsal.endedBy !== undefined;
  const header = `auterity-labels: ${rehearsal.label}`;
  const command = `./auterity rehearse ${rehearsal.provider} --for ${secondsOf({ ...rehearsal, ended: rehearsal.until })}s`;
  return (
    <div className="body">
      <h2 className="sr">About this rehearsal</h2>
      <dl className="kv">
        <dt>how</dt>
        <dd>{faultWords(rehearsal.fault)}</dd>
        <dt>begun</dt>
        <dd>
          {clock(rehearsal.began)} <span className="soft">by {rehearsal.by}</span>
        </dd>
        <dt>{over ? 'ended' : 'ends'}</dt>
        <dd>{clock(rehearsal.ended ?? rehearsal.until)}</dd>
        <dt>tried it</dt>
        <dd>
          {count(report.tried)} <span className="soft">and {count(report.notTried)} that the breaker kept from it</span>
        </dd>
      </dl>
      {over ? (
        <Share report={report} />
      ) : rehearsal.run === undefined ? (
        <>
          <h3>Its calls carry</h3>
          <Line text={header} />
        </>
      ) : (
        <p>
          <Link to="/runs/$id" params={{ id: rehearsal.run }} search={{}}>
            The run
          </Link>
        </p>
      )}
      <h3>Counted</h3>
      <p className="soft">Each call has one decision; what became of it is counted from these. In doubt: neither answered nor surely without effect. Ran twice: an effect that two providers may have had within one call. Calls that are still under way are not counted yet.</p>
      {report.truncated ? <p>There were more calls in this time than are counted.</p> : null}
      <h3>Not counted for</h3>
      <p className="soft">breaker, health and metrics of the provider, rollouts, what routes learn, savings, cache. They hear nothing of these calls.</p>
      <h3>From a shell</h3>
      <Line text={command} />
    </div>
  );
}

function Line({ text }: { text: string }) {
  return (
    <div className="cmd">
      <code>{text}</code>
      <Copy text={text} />
    </div>
  );
}

function Share({ report }: { report: RehearsalReport }) {
  const [said, say] = useState('');
  const markdown = markdownOf(report);
  const copy = useCallback((text: string, what: string) => void copyText(text).then((done) => say(done ? `${what} copied` : 'This browser copies nothing here')), []);
  const words = useCallback(() => copy(markdown, 'Markdown'), [copy, markdown]);
  const link = useCallback(() => copy(location.href, 'Link'), [copy]);
  useEffect(() => onKey('m', words), [words]);
  useEffect(() => onKey('l', link), [link]);
  return (
    <>
      <h3>
        <span>As Markdown</span>
        <span>pastes into an issue or chat</span>
      </h3>
      <pre className="code">{markdown}</pre>
      <div className="links">
        <button type="button" className="btn" onClick={words}>
          <Icon name="copy" size={14} />
          Markdown <kbd>M</kbd>
        </button>
        <button type="button" className="btn" onClick={link}>
          <Icon name="link" size={14} />
          Link <kbd>L</kbd>
        </button>
      </div>
      <p className="small" role="status">
        {said}
      </p>
    </>
  );
}
