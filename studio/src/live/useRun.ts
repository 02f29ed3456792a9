import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { connection, watch } from '@/api/connection';
import { runQuery } from '@/api/queries';
import type { Run } from '@/api/schema';
import { isOver } from '@/api/state';
import { fold } from './frames';
import { live, type Live } from './socket';

/** A run and, while it is not over, its live stream folded into it. */
export function useRun(id: string) {
  const client = useQueryClient();
  const query = useQuery(runQuery(id));
  const key = runQuery(id).queryKey;
  const alive = query.data !== undefined && !isOver(query.data.state);
  const stream = useRef<Live | undefined>(undefined);

  useEffect(() => {
    if (!alive) return undefined;
    const seen = () => client.getQueryData<Run>(key)?.seq;
    const mine = live(
      id,
      seen,
      (frame) => {
        client.setQueryData<Run>(key, (run) => fold(run, frame));
        if (frame.type === 'finished') void client.invalidateQueries({ queryKey: key });
      },
      () => void client.invalidateQueries({ queryKey: key }),
    );
    stream.current = mine;
    return () => mine.close();
    // The key is made of the id alone.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [id, alive, client]);

  useEffect(() => watch(() => connection().lostAt === undefined && stream.current?.again()), []);
  return query;
}
