import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { looked, ready, violations } from './look';
import { address } from './server';

const fromPage = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };

/** Opens the console with a key of these roles; its violations are those of the key's name. */
async function signedIn(request: APIRequestContext, browser: Browser, name: string, body: Record<string, unknown>): Promise<Page> {
  const made = await request.post('/api/v1/keys', { data: { name, ...body }, headers: fromPage });
  expect(made.ok(), await made.text()).toBe(true);
  const { secret } = (await made.json()) as { secret: string };
  const context = await browser.newContext({ baseURL: address, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  await page.goto('/signin');
  await page.getByLabel('API key').fill(secret);
  await page.keyboard.press('Enter');
  return page;
}

const rooms = (page: Page) => page.getByRole('navigation', { name: 'Rooms' }).first().getByRole('link').allTextContents();

/** What of a key stands in the audit log as a violation. */
async function refusals(request: APIRequestContext, name: string): Promise<string[]> {
  const response = await request.get('/api/v1/audit?action=access.violation&limit=500');
  const { items } = (await response.json()) as { items: { actor?: { name: string }; request: string }[] };
  return items.filter(({ actor }) => actor?.name === name).map((entry) => entry.request);
}

test('an auditor finds in the first room what they may read, sees such rooms alone, and leaves no violation behind', async ({ page: admin, browser }) => {
  const name = `auditor ${Date.now()}`;
  const page = await signedIn(admin.request, browser, name, { roles: ['auditor'] });
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  await expect(page.getByText('Not shown, since you may not read them: approvals, runs')).toBeVisible();
  expect(await rooms(page)).toEqual(['Home', 'Decisions', 'Usage', 'Audit log', 'Docs']);

  for (const path of ['/', '/decisions', '/usage', '/audit', '/keys', '/keys?open=new', '/secrets', '/providers', '/runs', '/routes', '/limits', '/guardrails', '/playground', '/events', '/workflows', '/templates', '/nowhere']) {
    await page.goto(path);
    await expect(page.locator('main h1')).toBeVisible();
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  }
  await expect.poll(() => refusals(admin.request, name)).toEqual([]);

  await page.goto('/keys');
  await expect(page.getByRole('alert')).toContainText("'control:key.read' is not granted to you");
  await expect(page.getByRole('button', { name: 'Create a key' })).toHaveCount(0);
  await page.context().close();
});

test('a viewer reads and finds no button that would be refused', async ({ page: admin, browser }) => {
  const name = `viewer ${Date.now()}`;
  const page = await signedIn(admin.request, browser, name, { roles: ['viewer'] });
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  expect(await rooms(page)).not.toContain('Keys');
  for (const [path, gone] of [
    ['/limits', 'Set a budget'],
    ['/guardrails', 'Add a rule'],
    ['/events', 'Add an endpoint'],
    ['/runs', 'Start a run'],
    ['/runs', 'Retry failed'],
    ['/workflows', 'Start'],
    ['/workflows/complaint_triage', 'Start'],
    ['/workflows/complaint_triage/cases', 'New case'],
    ['/templates?open=file-messages', 'Use it'],
  ] as const) {
    await page.goto(path);
    await ready(page);
    await expect(page.getByRole('button', { name: gone })).toHaveCount(0);
  }
  await expect.poll(() => refusals(admin.request, name)).toEqual([]);
  await page.context().close();
});

test('who may read nothing of the first room is led to one that they may', async ({ page: admin, browser }) => {
  const page = await signedIn(admin.request, browser, `reader of the log ${Date.now()}`, { allow: ['control:audit.read'] });
  await expect(page.getByRole('heading', { name: 'Audit log', level: 1 })).toBeVisible();
  expect(await rooms(page)).toEqual(['Audit log', 'Docs']);
  await page.context().close();
});

test('who may read nothing is told so inside the shell', async ({ page: admin, browser }) => {
  const page = await signedIn(admin.request, browser, `caller ${Date.now()}`, { allow: ['tracker.issue.get'] });
  await expect(page.getByRole('heading', { name: 'Nothing here is granted to you' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

test('an address that is no page says so inside the shell', async ({ page }) => {
  await page.goto('/nowhere/at/all');
  await expect(page.getByRole('heading', { name: 'No page has this address' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Rooms' }).first()).toBeVisible();
  await looked(page, 'lost');
  await page.getByRole('link', { name: 'Go to the first room' }).click();
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
});

test('a part of the console that does not come leaves the shell, and comes on the next try', async ({ page }) => {
  await page.goto('/runs');
  await ready(page);
  await page.route('**/assets/Limits-*.js', (route) => route.abort());
  await page.keyboard.press('g');
  await page.keyboard.press('l');
  await expect(page.getByRole('alert').filter({ hasText: 'This page did not come' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Reload the console' })).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Rooms' }).first()).toBeVisible();
  await looked(page, 'torn');
  await page.unroute('**/assets/Limits-*.js');
  await page.getByRole('button', { name: 'Reload the console' }).click();
  await expect(page.getByRole('heading', { name: 'Limits', level: 1 })).toBeVisible();
});

test('on a phone More opens the other rooms', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/runs');
  await ready(page);
  await page.getByRole('button', { name: 'More rooms' }).click();
  const all = page.getByRole('dialog', { name: 'Rooms' });
  await expect(all).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await all.getByRole('link', { name: 'Keys' }).click();
  await expect(page.getByRole('heading', { name: 'Keys', level: 1 })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Keys, more rooms' })).toBeVisible();
  await expect(all).toHaveCount(0);
});
