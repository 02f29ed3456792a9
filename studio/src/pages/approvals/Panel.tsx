import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useRef, useState } from 'react';
import { api, exactBody, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import { onceKey } from '@/api/once';
import { askedOneQuery } from '@/api/approvals';
import { useMay } from '@/api/rights';
import type { Json, RunApproval } from '@/api/schema';
import { onKey } from '@/design/keys';
import { Ago, Id } from '@/design/Marks';
import { State } from '@/design/State';
import { exact } from '@/format/time';
import { tailId } from '@/format/text';
import { Asked } from '../Asked';
import { Refused } from '../Refused';
import { Side, SideSkeleton } from '../Side';
import { flaws, fresh, written } from '../start/draft';
import { Fields } from '../start/Inputs';
import { shapeOf, type Schema } from '../start/shape';
import { asks, choiceKeys, given, named, standing } from './asked';
import { Left } from './Left';
import { LinkAccount } from './LinkAccount';
import { MakeUser } from './MakeUser';
import { Shown } from './Shown';

/** One approval: what is asked in full, the form, what is signed, who has voted, and the choices. */
export function ApprovalPanel({ id, onClose, onStep }: { id: string; onClose: () => void; onStep: (by: number) => void }) {
  const query = useQuery(askedOneQuery(id));
  const one = query.data;
  return (
    <Side
      room="approval"
      title={one?.question ?? 'Approval'}
      label={`Approval ${one?.question ?? id}`}
      shown={id}
      settled={!query.isPending}
      onClose={onClose}
      step={{ what: 'approval', by: onStep }}
      meta={
        one === undefined ? undefined : (
          <>
            <State {...standing(one)} />
            <span className="soft">
              asked <Ago at={one.askedAt} /> by{' '}
              <Link to="/workflows/$id" params={{ id: one.workflow }} search={{}}>
                {one.workflow}
              </Link>{' '}
              v{one.version}
            </span>
            {one.state === 'open' ? <Left one={one} /> : null}
          </>
        )
      }
    >
      <Asked query={query} loading={<SideSkeleton />}>
        {(asked) => (
          <>
            <div className="body">
              <Shown of={asked.show} />
              {asked.state === 'open' && asked.barred === undefined ? null : <Facts one={asked} />}
            </div>
            {asked.state === 'open' ? <Decision one={asked} /> : null}
            {asked.state === 'open' && asked.barred === undefined ? (
              <div className="body">
                <Facts one={asked} />
              </div>
            ) : null}
          </>
        )}
      </Asked>
    </Side>
  );
}

/** What is signed, who has voted and who is asked. */
function Facts({ one }: { one: RunApproval }) {
  return (
    <>
      <h3>
        <span>Votes</span>
        <span>{given(one)}</span>
      </h3>
      {one.votes.length === 0 ? (
        <p className="soft">No one has voted yet.</p>
      ) : (
        <ul className="votes" aria-label="Votes">
          {one.votes.map((vote) => (
            <li key={vote.user}>
              <b>{named(vote.choice)}</b> by {vote.user} <span className="soft" title={vote.by}><Ago at={vote.at} /></span>
            </li>
          ))}
        </ul>
      )}
      <Told calls={one.told ?? []} />
      <Answers all={one.answers ?? []} />
      <h3>What is signed</h3>
      <dl className="kv">
        <dt>digest</dt>
        <dd>
          <Id id={one.digest} text={`${one.digest.slice(0, 8)}…${one.digest.slice(-4)}`} />
        </dd>
        <dt>good for</dt>
        <dd>
          <Link to="/runs/$id" params={{ id: one.run }} search={{}}>
            <code>{tailId(one.run)}</code>
          </Link>
          , <code>{one.step}</code>, once
        </dd>
        <dt>asked</dt>
        <dd>{asks(one.of)}</dd>
        <dt>started by</dt>
        <dd>
          {one.startedBy}
          {one.notStarter ? <span className="soft">, who may not vote</span> : null}
        </dd>
        {one.dueAt === undefined ? null : (
          <>
            <dt>over</dt>
            <dd>
              {exact(one.dueAt)}, then {one.onDue ?? 'it fails'}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

/** The calls that told people of it, and why one has not. */
function Told({ calls }: { calls: NonNullable<RunApproval['told']> }) {
  if (calls.length === 0) return null;
  return (
    <>
      <h3>People were told by</h3>
      <ul className="votes" aria-label="Notifications">
        {calls.map((call, place) => (
          <li key={place}>
            <b>{call.id}</b> <code>{call.capability}</code>{' '}
            <span className="soft">
              {call.state} <Ago at={call.at} />
            </span>
            {call.problem === undefined ? null : <p className="bad">{call.problem}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What was answered in chats, and why an answer is no vote. */
function Answers({ all }: { all: NonNullable<RunApproval['answers']> }) {
  if (all.length === 0) return null;
  return (
    <>
      <h3>Answers in chats</h3>
      <ul className="votes" aria-label="Answers">
        {all.map((answer, place) => (
          <li key={place}>
            <b>{named(answer.choice)}</b> by {answer.user ?? answer.name} in <code>{answer.provider}</code>{' '}
            <span className="soft" title={answer.account}>
              {answer.state} <Ago at={answer.at} />
            </span>
            {answer.problem === undefined ? null : <p className="bad">{answer.problem}</p>}
            {answer.user === undefined && answer.state === 'refused' ? <LinkAccount answer={answer} /> : null}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The form and the choices; who may not vote is told why. */
function Decision({ one }: { one: RunApproval }) {
  const may = useMay();
  const shape = useMemo(() => shapeOf((one.form ?? {}) as Schema), [one.form]);
  const [draft, setDraft] = useState(() => fresh(shape));
  const [tried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const key = useRef(onceKey());
  const client = useQueryClient();
  const wrong = flaws(shape, draft);
  const vote = useMutation({
    mutationFn: (choice: string) =>
      value(
        api.POST('/api/v1/approvals/{id}/votes', {
          params: { path: { id: one.id } },
          body: { choice, form: (written(shape, draft) ?? {}) as Record<string, Json>, digest: one.digest },
          bodySerializer: exactBody,
          headers: { 'Idempotency-Key': key.current },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['asked'] }),
    onError: (error) => {
      const { status } = asFailure(error);
      if (status >= 400 && status < 500) key.current = onceKey();
    },
  });
  const decide = (choice: string) => {
    setTried(true);
    if (Object.keys(wrong).length > 0) {
      requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
      return;
    }
    if (!vote.isPending) vote.mutate(choice);
  };
  const keys = choiceKeys(one.choices);
  const barred = one.barred ?? (may('control:approval.decide') ? undefined : 'To vote takes the right control:approval.decide.');
  // A key goes to its choice, which Enter then takes: a slip, as of `g r`, must not vote.
  useEffect(() => {
    const undo = Object.entries(choiceKeys(one.choices)).map(([letter, choice]) =>
      onKey(letter, () => form.current?.querySelector<HTMLElement>(`[data-choice="${CSS.escape(choice)}"]`)?.focus()),
    );
    return () => undo.forEach((stop) => stop());
  }, [one.choices]);
  if (barred !== undefined)
    return (
      <div className="barred soft">
        <p>You cannot vote: {barred}</p>
        {one.userless === true ? <MakeUser /> : null}
      </div>
    );
  return (
    <form ref={form} className="decide" aria-label="Your decision" noValidate onSubmit={(event) => event.preventDefault()}>
      {shape.kind === 'object' && shape.fields.length === 0 ? null : (
        <>
          <h3>Your decision</h3>
          <Fields shape={shape} path="" draft={draft} flaws={tried ? wrong : {}} onChange={setDraft} />
        </>
      )}
      <Refused error={vote.error} />
      <div className="choices-row">
        {one.choices.map((choice, at) => (
          <button key={choice} type="button" data-choice={choice} className={at === 0 ? 'btn primary' : choice === 'refuse' ? 'btn danger' : 'btn'} disabled={vote.isPending} onClick={() => decide(choice)}>
            {named(choice)} <Letters of={keys} choice={choice} />
          </button>
        ))}
      </div>
      {one.need === 1 ? null : (
        <p className="soft small">
          {one.votes.length + 1} of {one.need}; each must be another user{one.notStarter ? ', and none may have started the run' : ''}.
        </p>
      )}
    </form>
  );
}

function Letters({ of, choice }: { of: Record<string, string>; choice: string }) {
  const [letter] = Object.entries(of).find(([, one]) => one === choice) ?? [];
  return letter === undefined ? null : <kbd>{letter.toUpperCase()}</kbd>;
}
