import type { Key } from '@/table/query';

/** What the providers can be asked by. */
export const providerKeys: readonly Key[] = [
  { name: 'kind', hint: 'what it does', values: ['ai', 'git', 'ci', 'knowledge', 'tracker', 'automation', 'messaging', 'mail', 'event', 'script', 'monitoring', 'vector', 'cloud', 'containers', 'database', 'http', 'business', 'text', 'run', 'agent'] },
  { name: 'state', hint: 'how it is', values: ['connected', 'degraded', 'error', 'pending', 'disabled'] },
  { name: 'open', hint: 'the provider in the panel' },
];

/** The kinds in words, in the order they are listed. */
export const kinds: Record<string, string> = {
  ai: 'chat, embeddings, classify',
  text: 'masking',
  tracker: 'issues, projects',
  git: 'repositories, pull requests',
  ci: 'builds',
  knowledge: 'pages, search',
  automation: 'outside workflows',
  messaging: 'messages',
  mail: 'e-mail',
  script: 'JavaScript',
  monitoring: 'alerts',
  vector: 'search by meaning',
  cloud: 'machines',
  containers: 'containers',
  database: 'SQL databases',
  http: 'any HTTP service',
  business: 'business records',
};
