import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { failedRuns, runAgain } from '@/api/again';
import { asFailure } from '@/api/failure';
import { onceKey } from '@/api/once';
import { Icon } from '@/design/Icon';
import { Overlay } from '@/design/Overlay';
import { count, plural, tailId } from '@/format/text';
import { Refused } from '../Refused';

/** So many are begun anew at once, at most. */
export const most = 100;

interface Outcome {
  started: number;
  refused: { run: string; why: string }[];
}

/** Does again every run that failed in what the list is asked for: a new run each, with the old input. */
export function RetryFailed({ asked, failed }: { asked: Record<string, string>; failed: number }) {
  const [asking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  if (failed === 0) return null;
  return (
    <>
      <button type="button" className="btn" onClick={() => setAsking(true)}>
        <Icon name="again" size={14} />
        Retry failed
      </button>
      {asking ? <Question asked={asked} failed={failed} onClose={close} /> : null}
    </>
  );
}

function Question({ asked, failed, onClose }: { asked: Record<string, string>; failed: number; onClose: () => void }) {
  const client = useQueryClient();
  const key = useRef(onceKey());
  const [of, setOf] = useState(Math.min(failed, most));
  const [done, setDone] = useState(0);
  const closed = useRef(false);
  useEffect(() => {
    closed.current = false;
    return () => void (closed.current = true);
  }, []);
  const retry = useMutation({
    mutationFn: async (): Promise<Outcome> => {
      const runs = await failedRuns(asked, most);
      setOf(runs.length);
      const outcome: Outcome = { started: 0, refused: [] };
      for (const run of runs) {
        if (closed.current) break;
        try {
          await runAgain(run, key.current);
          outcome.started++;
        } catch (error) {
          // The next would be refused for the same reason.
          if (asFailure(error).status === 403) throw error;
          outcome.refused.push({ run: run.id, why: `${asFailure(error).message} (${asFailure(error).code})` });
        }
        setDone((before) => before + 1);
      }
      return outcome;
    },
    onSettled: () => {
      for (const name of ['runs', 'counts', 'workflows']) void client.invalidateQueries({ queryKey: [name] });
    },
  });
  return (
    <Overlay label="Retry failed runs" onClose={onClose}>
      <div className="ask">
        <h2>Retry {plural(of, 'failed run')}?</h2>
        {retry.isSuccess ? (
          <Told outcome={retry.data} />
        ) : (
          <p className="soft">
            Each becomes a new run with its old input, by the version of its workflow in force, labelled with the old run’s id. What they did outside stays done and may be done again.
            {failed > most ? ` ${count(failed)} match; the newest ${most} are taken.` : ''}
          </p>
        )}
        {retry.isPending ? <p role="status">{`${count(done)} of ${count(of)} begun`}</p> : null}
        <Refused error={retry.error} />
        <div className="acts">
          <button type="button" className="btn" onClick={onClose}>
            {retry.isSuccess ? 'Close' : retry.isPending ? 'Stop' : 'Leave them'}
          </button>
          {retry.isSuccess ? null : (
            <button type="button" className="btn primary" disabled={retry.isPending} onClick={() => retry.mutate()}>
              Retry {count(of)}
            </button>
          )}
        </div>
      </div>
    </Overlay>
  );
}

function Told({ outcome: { started, refused } }: { outcome: Outcome }) {
  return (
    <>
      <p role="status">{started === 1 ? '1 run was begun.' : `${count(started)} runs were begun.`}</p>
      {refused.length === 0 ? null : (
        <ul className="bad" aria-label="Not begun">
          {refused.slice(0, 5).map(({ run, why }) => (
            <li key={run}>
              <Link to="/runs/$id" params={{ id: run }} search={{}}>
                {tailId(run)}
              </Link>{' '}
              {why}
            </li>
          ))}
          {refused.length > 5 ? <li>and {count(refused.length - 5)} more</li> : null}
        </ul>
      )}
    </>
  );
}
