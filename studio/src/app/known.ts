import type { QueryClient } from '@tanstack/react-query';
import type { Page, Provider, RunSummary, WorkflowSummary } from '@/api/schema';
import { tailId } from '@/format/text';
import type { Action } from './actions';

/** What the pages opened so far have read, as places to go. */
export function known(client: QueryClient, go: (path: string) => void): Action[] {
  const providers = lists<{ items: Provider[] }>(client, 'providers').flatMap((list) => list.items);
  const workflows = lists<{ items: WorkflowSummary[] }>(client, 'workflows').flatMap((list) => list.items);
  const runs = lists<Page<RunSummary>>(client, 'runs').flatMap((list) => list.items);
  return unique([
    ...providers.map((p): Action => ({ id: `provider ${p.id}`, label: `Provider ${p.id}`, icon: 'providers', run: () => go(`/providers?open=${encodeURIComponent(p.id)}`) })),
    ...workflows.map((w): Action => ({ id: `workflow ${w.id}`, label: `Workflow ${w.id}`, icon: 'workflows', run: () => go(`/workflows/${w.id}`) })),
    ...runs.map((r): Action => ({ id: r.id, label: `Run ${r.workflow} ${tailId(r.id)}, ${r.state}`, icon: 'runs', run: () => go(`/runs/${r.id}`) })),
  ]);
}

function lists<T>(client: QueryClient, name: string): T[] {
  return client.getQueriesData<T>({ queryKey: [name] }).flatMap(([, data]) => (data === undefined ? [] : [data]));
}

function unique(actions: Action[]): Action[] {
  return [...new Map(actions.map((action) => [action.id, action])).values()];
}
