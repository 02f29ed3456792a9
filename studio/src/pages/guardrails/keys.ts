import type { Key } from '@/table/query';

/** What the address of the guardrails can say. */
export const guardrailKeys: readonly Key[] = [
  { name: 'find', hint: 'what is looked for', values: ['personal', 'secrets', 'injection', 'words', 'topics', 'schema', 'http'] },
  { name: 'act', hint: 'what is done', values: ['allow', 'watch', 'mask', 'restore', 'block', 'route'] },
  { name: 'open', hint: 'the rule in the panel' },
  { name: 'form', hint: 'the rule that is written', values: ['new', 'change'] },
];
