import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type Page } from '@playwright/test';
import { overflow, ready, violations } from './look';
import { address } from './server';

const asConsole = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
const repository = { full_name: 'octo/hello', name: 'hello', owner: { login: 'octo' }, private: false, default_branch: 'main', archived: false, html_url: 'https://forge.example/octo/hello', clone_url: 'https://forge.example/octo/hello.git', description: '', created_at: '2026-11-01T08:00:00Z', updated_at: '2026-11-01T08:00:00Z' };

/** Answers some of what the connector gitea asks. */
function forge(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? '').split('?')[0];
  const signed = request.headers.authorization === 'Bearer right-token';
  const tell = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(request.method === 'HEAD' ? undefined : JSON.stringify(body));
  if (!signed) tell(401, { message: 'invalid token' });
  else if (path === '/api/v1/user') tell(200, { login: 'octo' });
  else if (path === '/api/v1/user/repos') tell(200, [repository]);
  else if (path === '/api/v1/repos/octo/hello') tell(200, repository);
  else if (path?.endsWith('/branches') === true) tell(403, { message: 'token does not have the scope' });
  else tell(404, { message: 'not here' });
}

let vendor: Server;

test.beforeAll(async () => {
  vendor = createServer(forge);
  await new Promise<void>((listening) => vendor.listen(0, '127.0.0.1', listening));
});

test.afterAll(() => {
  vendor.close();
});

const url = () => `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;

/** A picture of a view, in both themes, where pictures are asked for. */
async function picture(page: Page, name: string): Promise<void> {
  if (process.env.STUDIO_PICTURES === undefined) return;
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: `target/pictures/connect-${name}-${theme}-${page.viewportSize()?.width}.png`, fullPage: (page.viewportSize()?.width ?? 0) < 720 });
  }
  await page.emulateMedia({ colorScheme: 'light' });
}

async function filled(page: Page, name: string, token: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Address', { exact: true }).fill(url());
  await page.getByRole('textbox', { name: 'Token' }).fill(token);
}

test('a connector is chosen, its form filled, tested, and the provider saved with its secret', async ({ page }) => {
  const name = `connect-${Date.now()}`;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/providers');
  await ready(page);
  await page.getByRole('link', { name: 'Add a provider' }).click();
  await ready(page);
  await page.keyboard.press('/');
  await page.keyboard.type('gitea repositories');
  await picture(page, 'choose');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'gitea', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Credential' })).toBeVisible();

  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText('2 fields to mend')).toBeVisible();
  await expect(page.getByLabel('Address', { exact: true })).toBeFocused();
  await picture(page, 'credential');
  expect(await violations(page)).toEqual([]);
  await filled(page, name, 'wrong-token');
  expect(page.url(), 'the address tells no secret').not.toContain('token');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByRole('alert').getByText('The credential was not taken.')).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.keyboard.press('[');
  await filled(page, name, 'right-token');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByText(/of \d+ operations answered/)).toBeVisible();
  await expect(page.getByRole('row', { name: /missing branch\.list/ })).toBeVisible();
  await picture(page, 'test');
  expect(await violations(page)).toEqual([]);
  const listed = await page.request.get('/api/v1/secrets');
  expect(await listed.text(), 'nothing is stored yet').not.toContain(name);

  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Save and connect' })).toBeVisible();
  await picture(page, 'routes');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Save and connect' }).click();
  await expect(page.getByRole('link', { name: `Open ${name}` })).toBeVisible();
  await expect(page.getByText('connected', { exact: true })).toBeVisible();
  await picture(page, 'done');
  expect(await violations(page)).toEqual([]);

  await page.getByRole('link', { name: `Open ${name}` }).click();
  await expect(page.getByRole('complementary', { name: `Provider ${name}` })).toBeVisible();
  await page.request.delete(`/api/v1/resources/provider/${name}`, { headers: asConsole });
  await page.request.delete(`/api/v1/secrets/${name}-key`, { headers: asConsole });
});

test('the way fits a phone, and a host that does not answer stops it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/providers/connect?connector=gitea');
  await ready(page);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await picture(page, 'credential');
  await filled(page, 'nowhere', 'right-token');
  await page.getByLabel('Address', { exact: true }).fill('http://127.0.0.1:9');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByRole('alert')).toContainText('did not answer');
  await picture(page, 'stopped');
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Go on, save it disabled' }).click();
  await expect(page.getByRole('button', { name: 'Save it disabled' })).toBeVisible();
});
