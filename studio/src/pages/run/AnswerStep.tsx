import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import { api, exactBody, value } from '@/api/client';
import { asFailure } from '@/api/failure';
import { runQuery, stepQuery } from '@/api/queries';
import type { StepAnswer, StepDetail } from '@/api/schema';
import { StateIcon } from '@/design/State';
import { answerOf, answers } from './answer';

/** Asks what became of a call in doubt; the run waits for it. */
export function AnswerStep({ run, step }: { run: string; step: StepDetail }) {
  const client = useQueryClient();
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const [malformed, setMalformed] = useState<string>();
  const send = useMutation({
    mutationFn: (body: StepAnswer) => value(api.POST('/api/v1/runs/{id}/steps/{key}/answer', { params: { path: { id: run, key: step.key } }, body, bodySerializer: exactBody })),
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: stepQuery(run, step.key).queryKey.slice(0, -1) }),
        client.invalidateQueries({ queryKey: runQuery(run).queryKey }),
      ]),
  });
  const wrong = malformed ?? (send.isError ? `${asFailure(send.error).message} (${asFailure(send.error).code})` : undefined);
  const say = (answer: StepAnswer['answer']) => {
    const body = answerOf(answer, field.current?.value ?? '');
    setMalformed(typeof body === 'string' ? body : undefined);
    if (typeof body === 'string') field.current?.focus();
    else send.mutate(body);
  };
  return (
    <section className="doubt" aria-label="Call in doubt">
      <p>
        <b>In doubt.</b> Nobody knows whether this call had its effect: look where it would show, then say what became of it.
      </p>
      {step.failure === undefined ? null : <p className="soft">{step.failure.message}</p>}
      <label htmlFor={id}>
        Output, if it happened <span className="soft">JSON; later steps see null without it</span>
      </label>
      <textarea id={id} ref={field} rows={3} spellCheck={false} aria-invalid={malformed !== undefined} aria-describedby={wrong === undefined ? undefined : `${id}-wrong`} />
      {wrong === undefined ? null : (
        <p className="bad" id={`${id}-wrong`} role="alert">
          <StateIcon of="failed" bare /> {wrong}
        </p>
      )}
      <div className="acts">
        {answers.map(({ answer, label }) => (
          <button key={answer} type="button" className={answer === 'fail' ? 'btn danger' : 'btn'} disabled={send.isPending} onClick={() => say(answer)}>
            {label}
          </button>
        ))}
      </div>
    </section>
  );
}
