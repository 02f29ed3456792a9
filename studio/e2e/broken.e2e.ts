import { expect, test } from '@playwright/test';
import { demoRun, startSmallRun } from './demo';
import { ready, violations } from './look';
import { address, credential } from './server';

test('a graph that cannot be drawn gives place to its steps', async ({ page }) => {
  await page.route('**/assets/elk-worker*', (route) => route.abort());
  await page.goto(`/runs/${await demoRun(page.request)}`);
  await expect(page.getByText('The graph cannot be drawn')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('region', { name: 'Steps' }).getByRole('button', { name: /classify/ }).click();
  await expect(page.getByRole('complementary', { name: 'Instances of triage[].classify' })).toBeVisible();
});

test('a run that ends while the line is lost is shown as it ended', async ({ page, context }) => {
  const id = await startSmallRun(page.request);
  await page.goto(`/runs/${id}`);
  const head = page.locator('header.top');
  await expect(head.getByText('running')).toBeVisible();
  await context.setOffline(true);
  const state = async () => ((await (await page.request.get(`${address}/api/v1/runs/${id}`)).json()) as { state: string }).state;
  await expect.poll(state, { message: 'the run ends' }).toBe('succeeded');
  await context.setOffline(false);
  await expect(head.getByText('succeeded')).toBeVisible();
  await expect(page.locator('[data-path="summary"]')).toContainText('1');
});

test('a session that ends under an open page leads to sign-in and back', async ({ browser }) => {
  const with_ = credential();
  test.skip('code' in with_, 'a one-time code signs in once only');
  // Its own session: a context has that of all tests unless told otherwise.
  const context = await browser.newContext({ baseURL: address, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto('/signin');
  await page.getByLabel('API key').fill('key' in with_ ? with_.key : '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  await page.goto('/providers?state=connected');
  await ready(page);
  await expect(page.getByRole('heading', { name: 'Providers', level: 1 })).toBeVisible();
  const ended = await context.request.delete('/api/v1/session', { headers: { 'X-Auterity-Console': '1', Origin: new URL(address).origin } });
  expect(ended.ok(), await ended.text()).toBe(true);
  await expect(page.getByRole('heading', { name: 'Authenticate' })).toBeVisible();
  expect(new URL(page.url()).searchParams.get('next')).toBe('/providers?state=connected');
  await context.close();
});
