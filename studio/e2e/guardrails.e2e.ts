import { expect, test } from '@playwright/test';
import { ready, violations } from './look';
import { address } from './server';

const ours = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
const rule = 'kind: guardrail\nid: console_test\nspec: {on: [request], find: {personal: [email]}, act: watch, scope: {labels: {route: console-test}}}\n';

test('a rule says what it looks for, how well that was measured, and finds it in a text', async ({ page }) => {
  const applied = await page.request.post('/api/v1/apply', { data: rule, headers: { ...ours, 'Content-Type': 'application/yaml' } });
  expect(applied.ok(), await applied.text()).toBe(true);
  await page.goto('/guardrails');
  await ready(page);
  await page.getByRole('link', { name: 'console_test', exact: true }).press('Enter');
  const panel = page.getByRole('complementary', { name: 'Rule console_test' });
  await expect(panel.getByRole('heading', { name: 'console_test' })).toBeFocused();
  await expect(page.getByRole('row', { name: /^console_test/ })).toContainText('watch only');
  await expect(panel.getByText('F2 of email')).toBeVisible();
  await page.keyboard.press('t');
  await expect(panel.getByLabel('Text to try')).toBeFocused();
  await page.keyboard.type('Write to a@b.io or 4111 1111 1111 1111.');
  await panel.getByRole('button', { name: 'Try' }).click();
  await expect(panel.locator('mark')).toHaveText(['a@b.ioemail']);
  expect(await violations(page)).toEqual([]);
  await panel.getByRole('heading', { name: 'console_test' }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL('/guardrails');

  const all = page.getByRole('complementary', { name: 'Try a text' });
  await all.getByLabel('Text to try').fill('Write to a@b.io or 4111 1111 1111 1111.');
  await all.getByRole('button', { name: 'Try' }).click();
  await expect(all.locator('mark')).toHaveText(['a@b.ioemail', '4111 1111 1111 1111card']);
  const ended = await page.request.delete('/api/v1/resources/guardrail/console_test', { headers: ours });
  expect(ended.ok(), await ended.text()).toBe(true);
});

test('a rule is written in the form: refusals stand at their fields, another change is not written over', async ({ page }) => {
  await page.goto('/guardrails');
  await ready(page);
  await page.getByRole('button', { name: 'Add a rule' }).click();
  const form = page.getByRole('form', { name: 'Add a rule' });
  await form.getByRole('button', { name: 'Put it in force' }).click();
  await expect(form.getByLabel('Name')).toBeFocused();
  await expect(form.getByText('A rule needs a name')).toBeVisible();
  await form.getByLabel('Name').fill('console_written');
  await form.getByLabel('Looks for').selectOption('words');
  await form.getByLabel('Words').fill('console test globex');
  await form.getByLabel('Routes').fill('no-such-route');
  await form.getByRole('button', { name: 'Put it in force' }).click();
  await expect(form.getByText("there is no 'no-such-route'")).toBeVisible();
  await expect(form.getByLabel('Routes')).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await form.getByLabel('Routes').fill('');
  await form.getByRole('button', { name: 'Put it in force' }).click();
  const panel = page.getByRole('complementary', { name: 'Rule console_written' });
  await expect(panel.getByText('v1')).toBeVisible();
  await expect(page.getByRole('table', { name: 'Policy by route' })).toContainText('console_written');

  await panel.getByRole('button', { name: 'Change' }).click();
  const change = page.getByRole('form', { name: 'Change console_written' });
  await change.getByLabel('Priority').fill('3');
  const other = await page.request.post('/api/v1/apply', { data: 'kind: guardrail\nid: console_written\nspec: {on: [request], find: {words: [other]}, act: watch}\n', headers: { ...ours, 'Content-Type': 'application/yaml' } });
  expect(other.ok(), await other.text()).toBe(true);
  await change.getByRole('button', { name: 'Put the change in force' }).click();
  await expect(change.getByRole('alert')).toContainText('v2 is in force, you began with v1');
  await change.getByRole('button', { name: 'Cancel' }).click();
  await panel.getByRole('button', { name: 'Change' }).click();
  await change.getByLabel('Priority').fill('3');
  await change.getByRole('button', { name: 'Put the change in force' }).click();
  await expect(panel.getByText('v3')).toBeVisible();
  await panel.getByRole('button', { name: 'End' }).click();
  await page.getByRole('button', { name: 'End console_written' }).click();
  await expect(page.getByRole('link', { name: 'console_written' })).toHaveCount(0);
});
