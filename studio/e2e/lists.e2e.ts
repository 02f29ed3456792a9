import { expect, test, type Page } from '@playwright/test';
import { demoRun } from './demo';
import { ready } from './look';

const names = (page: Page) => page.locator('tbody .stretched').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
const pager = (page: Page) => page.locator('footer.pager');

test('Older and Newer show their own rows, and none of them as new', async ({ page }) => {
  const run = await demoRun(page.request);
  const state = async () => ((await (await page.request.get(`/api/v1/runs/${run}`)).json()) as { state: string }).state;
  await expect.poll(state, { timeout: 50_000, message: 'no decision is added to the list' }).not.toBe('running');
  await page.goto('/decisions');
  await ready(page);
  const newest = await names(page);
  await page.getByRole('button', { name: 'Older' }).click();
  await expect(page).toHaveURL(/cursor=/);
  await ready(page);
  const older = await names(page);
  expect(older.length).toBeGreaterThan(0);
  expect(older.filter((row) => newest.includes(row))).toEqual([]);
  await expect(pager(page).getByRole('button', { name: /new$/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Newer' }).click();
  await expect(page).not.toHaveURL(/cursor=/);
  await ready(page);
  expect(await names(page)).toEqual(newest);
});

test('a filter shows what it leaves and nothing else', async ({ page }) => {
  await page.goto('/decisions');
  await ready(page);
  await page.keyboard.press('f');
  await page.getByLabel('Filter, as key=value').fill('outcome=refused');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/decisions?outcome=refused');
  await ready(page);
  await expect(page.locator('tbody .c-state').filter({ hasNotText: 'refused' })).toHaveCount(0);

  await page.goto('/runs');
  await ready(page);
  await page.getByRole('link', { name: 'cancelled' }).click();
  await expect(page).toHaveURL(/state=cancelled/);
  await ready(page);
  await expect(page.locator('tbody .c-state').filter({ hasNotText: 'cancelled' })).toHaveCount(0);
});

test('the room of runs shows the last day, and its figures are those of its rows', async ({ page }) => {
  await page.goto('/');
  await ready(page);
  await page.getByRole('navigation', { name: 'Rooms' }).first().getByRole('link', { name: 'Runs' }).click();
  await expect(page).toHaveURL('/runs?since=24h&sort=-started');
  await ready(page);
  const all = page.getByRole('link', { name: /all$/ }).locator('b');
  await expect(all).toHaveText(/\d/);
  expect(Number(await all.textContent())).toBeGreaterThanOrEqual((await names(page)).length);
});

test('a time that is none is marked, and the page stands', async ({ page }) => {
  await page.goto('/runs?since=yesterday');
  await ready(page);
  await expect(page.locator('tbody tr').first()).toBeVisible();
  await page.getByRole('button', { name: /Did you mean since=24h/ }).click();
  await expect(page).toHaveURL('/runs?since=24h');
});
