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
  await page.getByRole('link', { name: 'console_test' }).press('Enter');
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
