import { expect, test } from '@playwright/test';
import { address } from './server';
import { overflow, ready, violations } from './look';

test('a key is made, called with, rotated and revoked, and its secret is seen once', async ({ page }) => {
  const name = `console-${Date.now()}`;
  await page.goto('/keys');
  await ready(page);
  await page.getByRole('button', { name: 'Create a key' }).click();
  await expect(page).toHaveURL('/keys?open=new');
  await page.getByRole('button', { name: 'Create the key' }).click();
  await expect(page.getByLabel('Name')).toBeFocused();
  await expect(page.getByText('A key needs a name')).toBeVisible();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Role').selectOption('viewer');
  await page.getByRole('button', { name: 'Create the key' }).click();

  const panel = page.getByRole('complementary', { name: new RegExp(`Key ${name}, just created`) });
  const secret = await panel.locator('.secret code').innerText();
  expect(secret).toMatch(/^ak_/);
  expect(page.url(), 'the address tells no secret').not.toContain(secret);
  await expect(panel.getByText('Waiting for its first call.')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  const used = await fetch(`${address}/api/v1/session`, { headers: { authorization: `Bearer ${secret}` } });
  expect(used.status).toBe(200);
  await expect(panel.getByText(/^\s*Used/)).toBeVisible();

  await panel.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByText(secret)).toHaveCount(0);
  const key = page.getByRole('complementary', { name: `Key ${name}` });
  await key.getByRole('button', { name: 'Edit' }).click();
  const form = page.getByRole('form', { name: `Change ${name}` });
  await form.getByLabel('Labels').fill('app=console');
  expect(await violations(page)).toEqual([]);
  await form.getByRole('button', { name: 'Put the change in force' }).click();
  await expect(key.getByText('app=console')).toBeVisible();
  await key.getByRole('button', { name: 'Rotate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: `Rotate ${name}` }).click();
  const second = await page.locator('.secret code').innerText();
  expect(second).not.toBe(secret);
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(key.getByText('rotating')).toBeVisible();
  await expect(key.getByText('Both are good.')).toBeVisible();

  await key.getByRole('button', { name: 'Revoke' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('This cannot be undone');
  await expect(dialog.getByRole('button', { name: /Rotate instead/ })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: `Revoke ${name}` }).click();
  await expect(key.locator('.meta').getByText('revoked')).toBeVisible();
  expect((await fetch(`${address}/api/v1/session`, { headers: { authorization: `Bearer ${second}` } })).status).toBe(401);
});

test('a key is found by how its secret begins, and opened by the keyboard', async ({ page }) => {
  const { items } = (await (await page.request.get('/api/v1/keys')).json()) as { items: { name: string; prefix: string }[] };
  const [first] = items;
  if (first === undefined) throw new Error('the server has no key');
  await page.goto('/keys');
  await ready(page);
  await page.keyboard.press('f');
  await page.getByLabel('Filter, as key=value').fill(`prefix=${first.prefix}`);
  await page.keyboard.press('Enter');
  await ready(page);
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: `Key ${first.name}` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/open=/);
});

test('a key beside the list can be read on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const { items } = (await (await page.request.get('/api/v1/keys')).json()) as { items: { id: string }[] };
  await page.goto(`/keys?open=${items[0]?.id ?? ''}`);
  await ready(page);
  await expect(page.getByRole('heading', { name: 'May do' })).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
});
