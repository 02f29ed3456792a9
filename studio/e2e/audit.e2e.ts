import { expect, test } from '@playwright/test';
import { overflow, ready, violations } from './look';
import { address } from './server';

const provider = 'console-audited';
const asConsole = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };

test('what was changed stands in the log, opens beside it, and can be narrowed to', async ({ page }) => {
  const text = `kind: provider\nid: ${provider}\nspec: {connector: gitea, unverified: true, auth: {bearer: {secret: none-yet}}, config: {url: "http://127.0.0.1:9"}}\n`;
  const applied = await page.request.post('/api/v1/apply', { data: text, headers: { ...asConsole, 'Content-Type': 'application/yaml' } });
  expect(applied.ok(), await applied.text()).toBe(true);

  await page.goto(`/audit?target=provider/${provider}`);
  await ready(page);
  await expect(page.locator('.audit tbody .c-to').first()).toHaveText(`provider/${provider}`);
  await page.locator('.audit tbody [data-row]').first().click();
  const entry = page.getByRole('complementary', { name: /^Entry / });
  await expect(entry.getByText('What it changed')).toBeVisible();
  await expect(entry.locator('ins').first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  expect((await saved).suggestedFilename()).toBe('audit.csv');

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.goto('/audit?target=route/nobody-made-this');
  await page.getByRole('button', { name: 'Remove target=route/nobody-made-this' }).click();
  await expect(page).toHaveURL('/audit');
});
