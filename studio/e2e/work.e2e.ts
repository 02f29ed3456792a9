import { expect, test } from '@playwright/test';
import { demoRun, failover, startSmallRun } from './demo';
import { looked, ready } from './look';
import { address } from './server';

const asConsole = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };

interface Figures {
  state: string;
  progress: { done: number };
  failovers: number;
  repeatedSteps: number;
}

test('from the list of runs to why a call went where it went', async ({ page }) => {
  await page.goto('/runs');
  await page.getByRole('link', { name: 'complaint_triage' }).first().click();
  await expect(page.getByRole('heading', { name: 'complaint_triage', level: 1 })).toBeVisible();

  const graph = page.getByRole('region', { name: 'Workflow graph' });
  for (const step of ['mask', 'classify', 'file', 'urgent', 'normal', 'summary']) await expect(graph.getByRole('button', { name: new RegExp(step) }).first()).toBeVisible();
  await graph.locator('[data-path="triage[].classify"]').click();

  const panel = page.getByRole('complementary', { name: /classify/ });
  await panel.getByRole('button', { name: /triage\[\d+\]\.classify/ }).first().click();
  await expect(page).toHaveURL(/open=triage\[\d+\]\.classify/);

  await panel.getByRole('tab', { name: 'Input' }).click();
  await expect(panel.getByRole('tree', { name: 'input' })).toContainText('text:');
  await panel.getByRole('tab', { name: 'Output' }).click();
  await expect(panel.getByRole('tree', { name: 'output' })).toContainText('label:');
  await panel.getByRole('tab', { name: /Attempts/ }).click();
  await expect(panel.getByText('Repeats')).toBeVisible();
  await panel.getByRole('tab', { name: 'Explain' }).click();
  await expect(panel.getByRole('list', { name: 'The road of this call' }).getByRole('listitem')).toHaveCount(12);

  await panel.getByRole('link', { name: 'Open decision' }).click();
  await expect(page.getByRole('list', { name: 'The road of this call' }).getByRole('heading')).toHaveCount(12);
  await page.goBack();
  await expect(panel.getByRole('tab', { name: 'Explain' })).toHaveAttribute('aria-selected', 'true');
});

test('the figures of the run are those the system holds', async ({ page }) => {
  const id = await demoRun(page.request);
  const ask = async () => (await (await page.request.get(`/api/v1/runs/${id}`)).json()) as Figures;
  await expect.poll(async () => (await ask()).state, { timeout: 50_000, message: 'the run ends' }).not.toBe('running');
  const run = await ask();
  await page.goto(`/runs/${id}`);
  const fact = (name: string) => page.locator('dl.facts > div', { hasText: name }).locator('dd');
  await expect(fact('progress')).toContainText(String(run.progress.done));
  await expect(fact('failovers')).toHaveText(String(run.failovers));
  await expect(fact('repeated steps')).toHaveText(String(run.repeatedSteps));
});

test('a failover is explained: who failed, who answered, what was held', async ({ page }) => {
  await page.goto(`/decisions/${await failover(page.request)}`);
  const road = page.getByRole('list', { name: 'The road of this call' });
  await expect(road.locator('.try.failed').first()).toBeVisible();
  await expect(road.locator('.try.next').first()).toBeVisible();
  await expect(road.getByRole('columnheader', { name: 'Candidate' })).toBeVisible();
  await expect(road.getByText(/^Asked for any model, about/)).toBeVisible();
  await expect(road.locator('.cands .won')).toContainText('minilm/minilm-q');
  await expect(road.locator('.bill .head').last()).toContainText('bge-small/bge-small-q');
  await expect(road.locator('.bill')).toContainText('triage-2026-11');
  await expect(road.getByRole('row', { name: /daily the whole tenant/ }).first()).toContainText('of 5.00 a day');
  await page.getByRole('button', { name: 'Recompute' }).click();
  await expect(page.getByText('The same plan again')).toBeVisible();
});

test('a provider shows its health, its breaker and its evidence', async ({ page }) => {
  await page.goto('/providers');
  await page.getByRole('link', { name: 'bge-small' }).click();
  const panel = page.getByRole('complementary', { name: 'Provider bge-small' });
  await expect(panel.getByRole('heading', { name: 'Breaker' })).toBeVisible();
  await expect(panel.getByText('local', { exact: true }).first()).toBeVisible();
  await expect(panel.getByRole('listitem').filter({ hasText: 'bge-small-q' })).toContainText('input 0, output 0 USD / 1M');
  await expect(panel.getByText('not declared, excludes nothing')).toBeVisible();
  await page.keyboard.press(']');
  await expect(page).not.toHaveURL(/open=bge-small/);
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/open=/);
});

test('limits show whose calls count, what is left and when it begins anew', async ({ page }) => {
  await page.goto('/limits');
  const budget = page.getByRole('row').filter({ hasText: 'daily' });
  await expect(budget).toContainText('the whole tenant');
  await expect(budget.getByRole('img', { name: /^used [\d.]+, held 0 of 5 USD/ })).toBeVisible();
  await expect(budget.locator('time')).toHaveText(/^in \d+ (h|min|s)$/);
  await page.goto('/limits?kind=quota');
  await expect(page.getByRole('heading', { name: 'No limit matches' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove kind=quota' }).click();
  await expect(budget).toBeVisible();
});

test('capabilities show what each connector can do, and what is offered of it', async ({ page }) => {
  await page.goto('/capabilities?kind=ai');
  await expect(page, 'where it was a room of its own').toHaveURL('/providers/catalogue?kind=ai&view=capabilities');
  const openai = page.getByRole('row').filter({ hasText: 'openai' }).first();
  await expect(openai.getByRole('img', { name: 'chat: create full, stream full' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove kind' }).click();
  await expect(page.getByRole('row').filter({ hasText: 'tracker' }).first()).toBeVisible();
});

test('the address is the state: filters come and go with back and forward', async ({ page }) => {
  await page.goto('/decisions');
  await ready(page);
  await page.keyboard.press('f');
  await page.getByLabel('Filter, as key=value').fill('failover=true');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/decisions?failover=true');
  await page.goBack();
  await expect(page).toHaveURL('/decisions');
  await page.goForward();
  await page.getByRole('button', { name: 'Remove failover' }).click();
  await expect(page).toHaveURL('/decisions');
});

test('the keyboard reaches every room', async ({ page }) => {
  await page.goto('/runs');
  await ready(page);
  const row = (at: number) => page.locator('tbody .stretched').nth(at);
  await page.keyboard.press('j');
  await expect(row(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/runs\/run_/);
  await page.keyboard.press('g');
  await page.keyboard.press('p');
  await expect(page.getByRole('heading', { name: 'Providers', level: 1 })).toBeVisible();
  await ready(page);
  for (const key of ['j', 'j', 'k', 'j']) await page.keyboard.press(key);
  await expect(row(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: /^Provider/ })).toBeVisible();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Search or act' })).toBeFocused();
  await page.keyboard.type('go dec');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Decisions', level: 1 })).toBeVisible();
  await ready(page);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Next, previous row');
  await page.keyboard.press('j');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('j');
  await expect(row(0)).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/decisions\/dec_/);
});

test('the keyboard walks through the instances of a step', async ({ page }) => {
  await page.goto(`/runs/${await demoRun(page.request)}?open=triage[].classify`);
  const instances = page.getByRole('complementary', { name: /classify/ }).getByRole('list').getByRole('button');
  await expect(instances.nth(1)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(instances.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/open=triage\[\d+\]\.classify/);
});

test('the keyboard walks through the graph', async ({ page }) => {
  await page.goto(`/runs/${await demoRun(page.request)}`);
  const step = (path: string) => page.locator(`[data-path="${path}"]`);
  await step('triage[].mask').focus();
  await page.keyboard.press('ArrowRight');
  await expect(step('triage[].classify')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Instances of triage[].classify' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/open=/);
});

test('the theme is switched and kept', async ({ page }) => {
  await page.goto('/runs');
  const before = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  await page.getByRole('button', { name: 'Switch between light and dark' }).click();
  const chosen = await page.evaluate(() => document.documentElement.dataset.theme);
  expect(chosen).not.toBe(before);
  await page.reload();
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(chosen);
});

test('a run is followed live to its end', async ({ page }) => {
  const id = await startSmallRun(page.request);
  await page.goto(`/runs/${id}`);
  const head = page.locator('header.top');
  await expect(head.getByText('running')).toBeVisible();
  await page.evaluate(() => Object.assign(window, { notReloaded: true }));
  await expect(head.getByText('succeeded')).toBeVisible();
  await expect(page.locator('[data-path="triage[].classify"]')).toContainText('3');
  await expect(page.locator('[data-path="summary"]')).toContainText('1');
  expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
});

const failing = `kind: workflow
id: console_undone
spec:
  steps:
    - {id: draft, transform: a}
    - {id: poll, loop: 3, as: at, from: 1, until: "\${look >= 2}", next: "\${at + 1}", steps: [{id: look, transform: "\${at}"}], output: "\${look}"}
    - id: release
      try:
        - {id: branch, transform: main, undo: [{id: no_branch, transform: "\${branch}"}]}
        - {id: issue, transform: 7, undo: [{id: told, transform: "\${issue}"}, {id: no_issue, transform: "\${issue}"}]}
        - {id: page, stop: failed, reason: "there is no such space"}
---
kind: workflow
id: console_again
spec: {steps: [{id: draft, transform: a}, {id: page, stop: failed, reason: "there is no such space"}]}
`;

test('what was undone and what was done again is told at the step', async ({ page }) => {
  const applied = await page.request.post('/api/v1/apply', { headers: { ...asConsole, 'Content-Type': 'application/yaml' }, data: failing });
  expect(applied.ok(), await applied.text()).toBe(true);
  const start = async (workflow: string) => {
    const run = await page.request.post(`/api/v1/workflows/${workflow}/runs`, { headers: asConsole, data: { input: {} } });
    return ((await run.json()) as { id: string }).id;
  };
  await page.goto(`/runs/${await start('console_undone')}`);
  await expect(page.locator('header.top').getByText('failed')).toBeVisible();
  await expect(page.locator('[data-path="issue"]')).toContainText('undone 1st');
  await expect(page.locator('[data-path="branch"]')).toContainText('undone 2nd');
  await expect(page.locator('.frame').filter({ hasText: 'poll' })).toContainText('2 rounds');
  await looked(page, 'run-undone');

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole('list', { name: 'Undo of issue' }).getByRole('button', { name: 'no_issue' }).click();
  const panel = page.getByRole('complementary', { name: 'Step no_issue' });
  await panel.getByRole('button', { name: 'issue', exact: true }).click();
  const undone = page.getByRole('complementary', { name: 'Step issue' });
  await expect(undone.getByRole('listitem').filter({ hasText: 'undone by' })).toHaveText([/told.*succeeded/, /no_issue.*succeeded/]);
  await looked(page, 'run-undone-step');

  const again = await start('console_again');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/runs/${again}?open=draft`);
  await page.getByRole('button', { name: 'Again from here' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Again', exact: true }).click();
  await expect(page.getByRole('button', { name: /^\S* ?draft round 1/ })).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Step draft' }).getByText('round 1')).toBeVisible();
  await looked(page, 'run-again');
});
