import { expect, test } from '@playwright/test';
import { looked, ready } from './look';
import { address } from './server';

const fromPage = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };

test('what is about to end stands in the first room, and its act leads to it by the keyboard', async ({ page }) => {
  const name = `ends soon ${Date.now()}`;
  const made = await page.request.post('/api/v1/keys', { data: { name, allow: ['tracker.issue.get'], expires: new Date(Date.now() + 2 * 86_400_000).toISOString() }, headers: fromPage });
  expect(made.ok(), await made.text()).toBe(true);
  const { key } = (await made.json()) as { key: { id: string } };

  await page.goto('/');
  await ready(page);
  const act = page.getByRole('link', { name: new RegExp(`^Rotate: key ${name} ends in`) });
  await expect(act).toBeVisible();
  await looked(page, 'home');
  await page.keyboard.press('j');
  await expect(page.locator('[data-row]:focus')).toHaveCount(1);
  await act.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/keys?open=${key.id}`);
  await page.request.delete(`/api/v1/keys/${key.id}`, { headers: fromPage });
});

test('figures of the first room lead to what they were counted from', async ({ page }) => {
  await page.goto('/runs');
  await ready(page);
  await page.keyboard.press('g');
  await page.keyboard.press('h');
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  await expect(page.getByRole('list', { name: 'The road of the newest calls' }).getByRole('listitem')).toHaveCount(12);
  await page.getByRole('link', { name: /calls: see them$/ }).click();
  await expect(page).toHaveURL('/decisions?since=24h');
});

test('the first steps are ticked off by what happened, and are left again', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'First steps' }).click();
  await expect(page.getByRole('heading', { name: 'First steps', level: 1 })).toBeVisible();
  await expect(page.getByRole('list', { name: 'First steps' }).locator('.state').filter({ hasText: 'complaint_triage' })).toBeVisible();
  await looked(page, 'first-steps');
  await page.getByRole('link', { name: 'I know it: leave' }).click();
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
});
