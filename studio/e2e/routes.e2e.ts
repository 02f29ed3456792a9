import { expect, test } from '@playwright/test';
import { overflow, ready, violations } from './look';
import { address } from './server';

test('a route says who answers, what a call would do, and what it would have done', async ({ page }) => {
  await page.goto('/routes');
  await ready(page);
  await page.getByRole('link', { name: 'triage', exact: true }).press('Enter');
  await expect(page).toHaveURL('/routes?open=triage');
  const route = page.getByRole('region', { name: 'Route triage' });
  await expect(route.getByRole('heading', { name: 'triage', exact: true })).toBeFocused();
  const dry = page.getByRole('complementary', { name: 'Dry run' });
  await expect(dry.getByText(/triage v\d+ would ask/)).toBeVisible();
  await expect(dry.getByRole('row', { name: /1 minilm\/minilm-q/ })).toContainText('0 USD');
  await expect(dry.getByText('label sample is not ?*')).toBeVisible();
  await dry.getByLabel(/^Labels/).fill('route=other');
  await dry.getByRole('button', { name: 'Run again' }).click();
  await expect(dry.getByText('No route takes it')).toBeVisible();

  await route.getByRole('button', { name: 'Replay' }).click();
  await expect(route.getByRole('table', { name: 'Who is asked first' })).toContainText('minilm/minilm-q');
  await expect(route.getByRole('row', { name: /^cost, USD/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL('/routes');
});

test('a rollout and what a route learns say what they wait for, before there is anything to tell', async ({ page }) => {
  const ours = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
  const text = `
kind: route
id: console_rollout
spec:
  priority: -8
  when: {capability: ai.text.classify, model: console-rollout}
  use: [minilm]
  rollout: {to: [bge-small], steps: [5%, 25%, 100%], every: 1h, stopAt: {failures: 2%, latency: 1.5}}
---
kind: route
id: console_learned
spec:
  priority: -9
  when: {capability: ai.text.classify, model: console-learned}
  use: [minilm, bge-small]
  strategy: learned
  learn: {rules: cheapest, explore: 5%, weights: {accuracy: 1, cost: 0.1, latency: 0.1}}
`;
  const applied = await page.request.post('/api/v1/apply', { data: text, headers: { ...ours, 'Content-Type': 'application/yaml' } });
  expect(applied.ok(), await applied.text()).toBe(true);
  await page.goto('/routes?open=console_rollout');
  await ready(page);
  const rollout = page.getByRole('region', { name: 'Rollout of console_rollout' });
  await expect(rollout.getByText('5 % of calls', { exact: true })).toBeVisible();
  await expect(rollout.getByText(/^0 of 50 attempts, for/)).toBeVisible();
  await expect(rollout.getByRole('row', { name: /^failed/ })).toContainText('at most 2 %');
  expect(await violations(page)).toEqual([]);
  await page.goto('/routes?open=console_learned');
  await ready(page);
  const learning = page.getByRole('region', { name: 'Learning of console_learned' });
  await expect(learning.getByText('the rules decide', { exact: true })).toBeVisible();
  await expect(learning.getByText(/It takes 200 calls whose answers somebody scored/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  for (const id of ['console_rollout', 'console_learned']) {
    const ended = await page.request.delete(`/api/v1/resources/route/${id}`, { headers: ours });
    expect(ended.ok(), await ended.text()).toBe(true);
  }
});

test('a rollout is paused, sent on, stopped and begun again, wide and narrow, light and dark', async ({ page }) => {
  const ours = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
  const data = `
kind: route
id: console_ordered
spec:
  priority: -6
  when: {capability: ai.text.classify, model: console-ordered}
  use: [minilm]
  rollout: {to: [bge-small], steps: [5%, 25%, 100%], every: 1h, stopAt: {failures: 2%}}
`;
  const applied = await page.request.post('/api/v1/apply', { data, headers: { ...ours, 'Content-Type': 'application/yaml' } });
  expect(applied.ok(), await applied.text()).toBe(true);
  await page.goto('/routes?open=console_ordered');
  await ready(page);
  const rollout = page.getByRole('region', { name: 'Rollout of console_ordered' });
  const ask = async (button: string, act: string, reason?: string) => {
    await rollout.getByRole('button', { name: button, exact: true }).click();
    const question = page.getByRole('dialog');
    if (reason !== undefined) await question.getByLabel(/^Reason/).fill(reason);
    await question.getByRole('button', { name: act, exact: true }).click();
    await expect(question).toBeHidden();
  };
  await ask('Pause', 'Pause it', 'wait for legal');
  await expect(rollout.getByRole('status')).toContainText('wait for legal. It keeps its step');
  await ask('Go to 25 %', 'Go to 25 %');
  await expect(rollout.getByText('paused at 25 % of calls', { exact: true })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      expect(await overflow(page), `${width} ${colorScheme}`).toBeLessThanOrEqual(0);
      expect(await violations(page), `${width} ${colorScheme}`).toEqual([]);
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await ask('Resume', 'Resume it');
  await expect(rollout.getByText('25 % of calls', { exact: true })).toBeVisible();
  await ask('Stop', 'Stop it', 'wrong tone');
  await expect(rollout.getByRole('status')).toContainText('wrong tone.');
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await ask('Start again at 5 %', 'Start it again');
  await expect(rollout.getByText('5 % of calls', { exact: true })).toBeVisible();
  const ended = await page.request.delete('/api/v1/resources/route/console_ordered', { headers: ours });
  expect(ended.ok(), await ended.text()).toBe(true);
});

test('a route is written, checked, applied, compared and taken back', async ({ page }) => {
  await page.goto('/routes');
  await page.getByRole('link', { name: 'Add a route' }).click();
  const text = page.getByLabel('The route as YAML');
  await text.fill('kind: route\nid: console_test\nspec:\n  priority: -7\n  when: {capability: ai.chat.*, model: console-test}\n  use: [nobody]\n');
  await expect(page.getByRole('alert')).toContainText("there is no 'nobody'");
  await expect(page.getByRole('button', { name: 'Add the route' })).toBeDisabled();
  await text.fill((await text.inputValue()).replace('nobody', 'minilm'));
  await expect(page.getByRole('status')).toHaveText('valid: console_test becomes v1');
  await page.getByRole('button', { name: 'Add the route' }).click();
  await expect(page).toHaveURL('/routes?open=console_test');

  await text.fill((await text.inputValue()).replace('minilm', 'bge-small'));
  await expect(page.getByRole('status')).toHaveText('valid: console_test becomes v2');
  await page.getByRole('tab', { name: 'the draft against v1' }).click();
  await expect(page.locator('ins.dl')).toContainText('use: [bge-small]');
  await page.getByRole('tab', { name: 'YAML' }).click();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('link', { name: 'against v2' }).click();
  await expect(page.locator('ins.dl')).toContainText('use: [minilm]');
  await page.getByRole('button', { name: 'Go back to v1' }).click();
  await expect(page.getByRole('row', { name: /^v3 in force/ })).toBeVisible();
  const ended = await page.request.delete(`${address}/api/v1/resources/route/console_test`, { headers: { 'X-Auterity-Console': '1', Origin: new URL(address).origin } });
  expect(ended.ok(), await ended.text()).toBe(true);
  await expect(page.getByRole('heading', { name: 'No route console_test' })).toBeVisible();
});
