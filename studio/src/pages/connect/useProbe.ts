import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectorDetail } from '@/api/schema';
import { ask, untried } from './ask';
import type { Draft } from './draft';
import { idle, type Probe } from './probe';

/** The test of a draft: one at a time; who leaves the page ends it. */
export function useProbe(detail: ConnectorDetail, draft: Draft, vault: readonly string[]) {
  const [probe, setProbe] = useState(idle);
  const under = useRef<AbortController>(undefined);
  useEffect(() => () => under.current?.abort(), []);
  const begin = useCallback(() => {
    under.current?.abort();
    const own = new AbortController();
    under.current = own;
    const tell = (next: Probe) => {
      if (under.current === own) setProbe(next);
    };
    void ask(() => untried(detail, draft, vault), own.signal, tell);
  }, [detail, draft, vault]);
  const stop = useCallback(() => under.current?.abort(), []);
  const forget = useCallback(() => {
    under.current?.abort();
    under.current = undefined;
    setProbe(idle);
  }, []);
  return { probe, begin, stop, forget };
}
