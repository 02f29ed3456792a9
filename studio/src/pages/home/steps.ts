import type { DecisionSummary, Key, Provider, RunSummary } from '@/api/schema';

/** One of the first things to do, what it is done by, and what shows that it happened. */
export interface Step {
  name: string;
  /** What it is about, until it is done. */
  what: string;
  /** What is there of it, once it is. */
  done?: string | undefined;
  command: string;
  act: string;
  to: string;
  /** What it takes to do it here. */
  needs: string;
}

/** What is there; undefined where the reader may not see it, or nothing was answered yet. */
export interface There {
  providers?: readonly Provider[] | undefined;
  keys?: readonly Key[] | undefined;
  decision?: DecisionSummary | undefined;
  run?: RunSummary | undefined;
}

export function steps({ providers = [], keys = [], decision, run }: There): Step[] {
  const models = providers.filter(({ kind, state }) => kind === 'ai' && state === 'connected').map(({ id }) => id);
  return [
    { name: 'Model', what: 'connect one that answers', done: models.length === 0 ? undefined : `${models.slice(0, 3).join(', ')} connected`, command: './auterity apply -f examples/vendors/openai.yaml', act: 'Connect a model', to: '/providers/connect', needs: 'control:resource.write' },
    { name: 'Key', what: 'make one for your program, with the door it may use', done: keys.length === 0 ? undefined : `${keys[0]?.name} was made`, command: './auterity key create my-app --door gateway --secret-file my-app.key', act: 'Make a key', to: '/keys', needs: 'control:key.write' },
    { name: 'Decision', what: 'see one call from end to end: twelve stages, each with its reason and its time', done: decision === undefined ? undefined : `${decision.capability} ${decision.outcome}`, command: './auterity decision list', act: 'Ask something', to: '/playground', needs: 'control:provider.read' },
    { name: 'Workflow', what: 'run one, which survives what happens to the server', done: run === undefined ? undefined : `${run.workflow} ${run.state}`, command: './auterity apply -f examples/complaint-triage/workflow.yaml', act: 'Start a workflow', to: '/workflows', needs: 'control:workflow.read' },
  ];
}

/** Whether a tenant holds nothing yet: its first page is what to do first. */
export const isNew = ({ providers, decision, run }: There): boolean => providers?.length === 0 && decision === undefined && run === undefined;
