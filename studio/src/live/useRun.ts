import { useQuery, useQueryClient, type Query } from '@tanstack/react-query';
import { useEffect } from 'react';
import { clockSaid } from '@/api/clock';
import { onWhole } from '@/api/connection';
import { asFailure } from '@/api/failure';
import { often, runQuery } from '@/api/queries';
import type { Run } from '@/api/schema';
import { isOver } from '@/api/state';
import { fold } from './frames';
import { live } from './socket';
import { stream, streamHeard, streamIs } from './stream';

/** A run and, while it is not over, its live stream folded into it; while the stream is broken the run is asked for. */
export function useRun(id: string) {
  const client = useQueryClient();
  const query = useQuery({ ...runQuery(id), refetchInterval: instead });
  const alive = query.data !== undefined && !isOver(query.data.state);

  useEffect(() => {
    if (!alive) return undefined;
    const key = runQuery(id).queryKey;
    const ask = () => void client.refetchQueries({ queryKey: key }, { cancelRefetch: false });
    // An answer that is on its way may be of before the end.
    const askAnew = () => void client.refetchQueries({ queryKey: key });
    const mine = live(id, {
      since: () => client.getQueryData<Run>(key)?.seq,
      onFrame: (frame) => {
        streamHeard(Date.now());
        clockSaid(Date.parse(frame.at), Date.now());
        client.setQueryData<Run>(key, (run) => fold(run, frame));
        if (frame.type === 'finished') askAnew();
      },
      onTries: (tries) => {
        streamIs({ ...stream(), tries });
        if (tries > 0) ask();
      },
      onEnd: () => {
        streamIs({ tries: 1 });
        askAnew();
      },
    });
    const stop = onWhole(mine.again);
    return () => {
      stop();
      mine.close();
      streamIs();
    };
  }, [id, alive, client]);

  return query;
}

/** When to ask for a run whose stream is broken; one that was refused is not asked for again. */
function instead({ state: { data, error } }: Query<Run, Error, Run, string[]>): number | false {
  const refused = error !== null && [401, 403, 404].includes(asFailure(error).status);
  return stream().tries > 0 && !refused && data !== undefined && !isOver(data.state) && often();
}
