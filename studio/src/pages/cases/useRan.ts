import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { runCases } from '@/api/cases';
import { nothingRan, withoutCase, withReport } from './cases';

/** Runs cases of a workflow or of its draft, and keeps how each came out as long as the page is open. */
export function useRan(workflow: string, draft: boolean) {
  const [ran, setRan] = useState({ of: draft, ...nothingRan });
  const mine = ran.of === draft ? ran : { of: draft, ...nothingRan };
  const run = useMutation({
    mutationFn: (names: string[]) => runCases(workflow, draft, names),
    onSuccess: (report, names) => setRan((before) => ({ of: draft, ...withReport(before.of === draft ? before : nothingRan, report, names.length === 0) })),
  });
  return { ran: mine, run, forget: (name: string) => setRan({ of: draft, ...withoutCase(mine, name) }) };
}
