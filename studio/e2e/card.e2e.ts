import { expect, test } from '@playwright/test';
import { failover } from './demo';
import { looked, ready } from './look';

test('a decision leaves the console as a card: a picture and Markdown of its sentence, road and price', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const id = await failover(page.request);
  await page.goto(`/decisions/${id}`);
  await ready(page);
  await page.getByRole('link', { name: 'Card' }).click();
  await expect(page).toHaveURL(`/decisions/${id}/card`);
  await ready(page);
  await expect(page.locator('.shared-card')).toContainText('answered');
  await expect(page.locator('.shared-card')).toContainText('injected');
  await looked(page, 'card');

  await page.keyboard.press('m');
  await expect(page.getByText('Markdown copied')).toBeVisible();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('attempt(✗ ✓)');
  expect(text).toContain('injected');
  await page.getByLabel('names of providers').uncheck();
  await expect(page.locator('.shared-card')).toContainText('provider 1');

  await page.getByRole('button', { name: /^Picture/ }).click();
  await expect(page.getByRole('complementary', { name: 'Share' }).getByRole('status')).toHaveText('Picture copied');
  const kinds = await page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types));
  expect(kinds).toContain('image/png');
});
