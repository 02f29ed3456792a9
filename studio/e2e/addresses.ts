import type { Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoRun, failover, newestEntry } from './demo';

/** Every page of the console, and what opens on it, by the name its picture gets. */
export async function addresses(page: Page): Promise<Record<string, string>> {
  const run = await demoRun(page.request);
  const decision = await failover(page.request);
  return {
    home: '/',
    'first steps': '/?view=first',
    runs: '/runs?since=24h&sort=-started',
    run: `/runs/${run}`,
    step: `/runs/${run}?open=triage[0].classify&tab=explain`,
    input: `/runs/${run}?open=triage[0].classify&tab=input`,
    instances: `/runs/${run}?open=triage[].classify`,
    decisions: '/decisions?failover=true',
    explain: `/decisions/${decision}`,
    json: `/decisions/${decision}?view=json`,
    providers: '/providers',
    provider: '/providers?open=bge-small',
    routes: '/routes',
    route: '/routes?open=triage',
    difference: '/routes?open=triage&tab=diff',
    guardrails: '/guardrails',
    playground: '/playground?a=fast&b=gpt-4o-mini',
    catalogue: '/providers/catalogue',
    connector: '/providers/catalogue?open=gitea&tab=operations',
    compare: '/providers/catalogue/compare?ids=gitea,embedded-git',
    events: '/events',
    'new endpoint': '/events?form=new',
    capabilities: '/providers/catalogue?view=capabilities',
    limits: '/limits',
    limit: '/limits?open=budget/daily/day/USD',
    keys: '/keys',
    'new key': '/keys?open=new',
    owners: '/keys?view=owners',
    secrets: '/secrets',
    'audit log': '/audit',
    entry: `/audit?open=${await newestEntry(page.request)}`,
    usage: '/usage',
    saving: '/usage?baseline=gpt-4o-mini/gpt-4o-mini',
    'usage by team': '/usage?by=team&measure=calls',
    workflows: '/workflows',
    workflow: '/workflows/complaint_triage',
    'test cases': '/workflows/complaint_triage/cases',
    'new test case': '/workflows/complaint_triage/cases?form=new',
    templates: '/templates',
    template: '/templates?open=file-messages',
  };
}

/** Those that other tests look at alone, since they take a while to stand, or a thing of their own. */
export async function others(page: Page): Promise<Record<string, string>> {
  return {
    card: `/decisions/${await failover(page.request)}/card`,
    editor: '/workflows/complaint_triage/edit',
    triggers: '/triggers',
    approvals: '/approvals',
    connect: '/providers/connect',
    file: '/providers/connect/file',
    accounts: '/accounts',
    docs: '/docs',
    guide: '/docs/keys',
  };
}

/** The addresses that pages say they have, as `/runs/$id`; what leads elsewhere is none. */
export function told(): string[] {
  const folder = join(import.meta.dirname, '../src/pages');
  const pages = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory());
  const texts = pages.flatMap(({ name }) => (readdirSync(join(folder, name)).includes('page.ts') ? [readFileSync(join(folder, name, 'page.ts'), 'utf8')] : []));
  return texts.flatMap((text) => [...text.matchAll(/^ {4}'(\/[^']*)': view\(/gm)].map(([, path = '']) => path));
}
