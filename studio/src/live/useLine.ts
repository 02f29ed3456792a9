import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { connection, watch, type Connection } from '@/api/connection';

/** The page's line to the server. */
export function useConnection(): Connection {
  return useSyncExternalStore(watch, connection);
}

/** Keeps trying while the line is lost: everything on the page is asked again when the next try is due. */
export function useLine(): void {
  const client = useQueryClient();
  const { retryAt } = useConnection();
  useEffect(() => {
    if (retryAt === undefined) return undefined;
    const timer = setTimeout(() => void client.refetchQueries({ type: 'active' }), Math.max(0, retryAt - Date.now()));
    return () => clearTimeout(timer);
  }, [retryAt, client]);
}
