import { expect, test, type Page } from '@playwright/test';
import { looked, ready, violations } from './look';

const rows = (page: Page) => page.locator('table.decisions tbody tr');
const found = (page: Page) => page.getByRole('region', { name: 'Volume' }).locator('dd').first();

test('decisions are found by what they were of, and the address says it', async ({ page }) => {
  await page.goto('/decisions?since=24h');
  await ready(page);
  const facets = page.getByRole('complementary', { name: 'What the calls were of' });
  await facets.getByRole('link', { name: /^triage/ }).click();
  await expect(page).toHaveURL('/decisions?since=24h&route=triage');
  await ready(page);
  await expect(rows(page).first()).toContainText('classify');
  await expect(rows(page).filter({ hasNotText: 'classify' })).toHaveCount(0);
  await expect(found(page)).not.toHaveText('–');
  await looked(page, 'decisions-route');

  await page.keyboard.press('f');
  await page.keyboard.type('model=no-such-model');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No decision matches')).toBeVisible();
  await expect(found(page)).toHaveText('0');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove model=no-such-model' }).click();
  await expect(page).toHaveURL('/decisions?since=24h&route=triage');
  await page.getByRole('link', { name: 'Remove route' }).click();
  await expect(page).toHaveURL('/decisions?since=24h');
});

test('a text is searched, and the page says in which', async ({ page }) => {
  await page.goto('/decisions?since=24h&text=CLASSIFY');
  await ready(page);
  await expect(rows(page).first()).toContainText('classify');
  await expect(page.getByText('each look stands in the audit log')).toBeVisible();
});

test('the tail lets rows push, and Space holds them', async ({ page }) => {
  await page.goto('/decisions?since=24h');
  await ready(page);
  await page.getByRole('link', { name: 'Tail' }).click();
  await expect(page).toHaveURL('/decisions?since=24h&tail=true');
  await expect(page.getByText(/^Tailing/)).toBeVisible();
  const call = () => page.request.post('/api/v1/call/text.pii.mask', { data: { text: 'a card' }, headers: { 'X-Auterity-Console': '1', Origin: new URL(page.url()).origin } });
  const first = () => rows(page).first().getByRole('link').first().getAttribute('href');
  const before = await first();
  await call();
  await expect.poll(first).not.toBe(before);
  await looked(page, 'decisions-tail');
  await page.keyboard.press('Space');
  await expect(page.getByText('Held')).toBeVisible();
  const held = await first();
  await call();
  await expect(page.getByRole('button', { name: /new$/ })).toBeVisible();
  expect(await first()).toBe(held);
});

test('a figure of usage leads to the calls it was counted from', async ({ page }) => {
  await page.goto('/usage');
  await ready(page);
  const link = page.locator('table.spend').getByRole('link', { name: /^Calls of/ }).first();
  const name = ((await link.getAttribute('aria-label')) ?? '').replace('Calls of ', '');
  await link.click();
  await expect(page).toHaveURL(new RegExp(`/decisions\\?since=30d&model=`));
  await ready(page);
  await expect(rows(page).first()).toContainText(name);
});

test('a key leads to its calls', async ({ page }) => {
  await page.goto('/keys');
  await ready(page);
  await page.getByRole('link', { name: 'Calls of admin' }).first().click();
  await expect(page).toHaveURL(/\/decisions\?key=key_/);
  await ready(page);
  await expect(rows(page).first()).toBeVisible();
});
