import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { connection, onWhole, watch, type Connection } from '@/api/connection';
import { sessionQuery } from '@/api/queries';

/** The page's line to the server. */
export function useConnection(): Connection {
  return useSyncExternalStore(watch, connection);
}

const silence = 5_000;

/**
 * Keeps the line: a page that asks nothing by itself asks who is signed in once it has been silent for five seconds,
 * and waits for that answer; while the line is lost, everything on the page is asked again when the next try is due,
 * and once it is whole, so that nothing stays as it was left.
 */
export function useLine(): void {
  const client = useQueryClient();
  const { retryAt } = useConnection();
  useEffect(() => {
    const timer = setInterval(() => {
      const { heardAt, lostAt } = connection();
      if (lostAt === undefined && Date.now() - heardAt > silence) void client.refetchQueries(sessionQuery, { cancelRefetch: false });
    }, 1_000);
    return () => clearInterval(timer);
  }, [client]);
  useEffect(() => {
    if (retryAt === undefined) return undefined;
    const timer = setTimeout(() => void client.refetchQueries({ type: 'active' }), Math.max(0, retryAt - Date.now()));
    return () => clearTimeout(timer);
  }, [retryAt, client]);
  useEffect(() => onWhole(() => void client.refetchQueries({ type: 'active' }, { cancelRefetch: false })), [client]);
}
