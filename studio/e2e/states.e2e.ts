import { expect, test } from '@playwright/test';
import { demoRun, failover } from './demo';
import { lostLine, ready, violations } from './look';

const rooms = ['/runs', '/decisions', '/providers', '/routes', '/workflows', '/providers/catalogue', '/limits', '/keys', '/usage'];

test('an empty list says what emptied it and offers to drop it', async ({ page }) => {
  await page.goto('/runs?workflow=no_such_workflow&since=24h');
  await expect(page.getByRole('heading', { name: 'No run of no_such_workflow was started in the last 24 h' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove workflow=no_such_workflow' }).click();
  await expect(page).toHaveURL('/runs?since=24h');
});

test('an unknown filter is marked, with the nearest one', async ({ page }) => {
  await page.goto('/runs?stat=failed');
  await page.getByRole('button', { name: /Did you mean state=failed/ }).click();
  await expect(page).toHaveURL('/runs?state=failed');
});

test('an error shows what happened, its code and its class', async ({ page }) => {
  await page.goto('/runs/run_00000000000070008000000000000000');
  const place = page.getByRole('alert');
  await expect(place).toContainText('not_found');
  await expect(place.getByRole('button', { name: 'Back' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('an address of no page says so', async ({ page }) => {
  await page.goto('/no/such/room');
  await expect(page.getByRole('heading', { name: 'No page has this address' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

for (const room of rooms) {
  test(`${room} shows the shape of what comes while it waits`, async ({ page }) => {
    // The real answers, held back until the page was looked at.
    let release: () => void = () => undefined;
    const looked = new Promise<void>((done) => (release = done));
    await page.route(/\/api\/v1\/(runs|decisions|providers|workflows|capabilities|limits|keys|usage|resources)/, async (route) => {
      await looked;
      await route.continue();
    });
    await page.goto(room);
    await expect(page.locator('[aria-busy=true] .sk').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    release();
    await ready(page);
  });

  test(`${room} says since when it is not live, and comes back`, async ({ page, context }) => {
    await page.goto(room);
    await ready(page);
    await context.setOffline(true);
    await expect(lostLine(page)).toBeVisible();
    await expect(page.locator('tbody tr').first(), 'old figures stay').toBeVisible();
    expect(await violations(page)).toEqual([]);
    await context.setOffline(false);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
}

test('a page that asks nothing by itself notices the broken line too', async ({ context }) => {
  const run = await context.newPage();
  const decision = await context.newPage();
  await run.goto(`/runs/${await demoRun(context.request)}`);
  await decision.goto(`/decisions/${await failover(context.request)}`);
  for (const page of [run, decision]) await ready(page);
  await context.setOffline(true);
  for (const page of [run, decision]) {
    await expect(lostLine(page)).toBeVisible();
    expect(await violations(page)).toEqual([]);
  }
  await context.setOffline(false);
  for (const page of [run, decision]) await expect(page.getByRole('alert')).toHaveCount(0);
});
