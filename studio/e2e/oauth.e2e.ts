import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { complaints, looked, ready } from './look';
import { address } from './server';

const asConsole = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };

/** A vendor of Gitea's ways, where everybody agrees at once. */
let vendor: Server;
/** Who it says that it is, where it sends people back. */
let issuer: string;
/** The proof that whoever exchanges the code of an agreement has to give. */
const challenges = new Map<string, string>();

const url = () => `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
const json = (response: ServerResponse, status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

function authorize(asked: URLSearchParams, response: ServerResponse): void {
  const code = `code-${challenges.size}`;
  challenges.set(code, asked.get('code_challenge') ?? '');
  const back = new URL(asked.get('redirect_uri') ?? '');
  back.search = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: issuer }).toString();
  response.writeHead(302, { location: back.href }).end();
}

async function token(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const form = new URLSearchParams(body);
  const proof = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
  if (challenges.get(form.get('code') ?? '') !== proof || form.get('client_secret') !== 'client-secret') return void json(response, 400, { error: 'invalid_grant' });
  const claims = Buffer.from(JSON.stringify({ sub: '7', preferred_username: 'octo' })).toString('base64url');
  json(response, 200, { access_token: 'agreed-token', refresh_token: 'next-token', expires_in: 3600, scope: 'read:user write:repository', id_token: `e30.${claims}.c2ln` });
}

test.beforeAll(async () => {
  vendor = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', url());
    if (pathname === '/login/oauth/authorize') authorize(searchParams, response);
    else if (pathname === '/login/oauth/access_token') void token(request, response);
    else if (request.headers.authorization !== 'Bearer agreed-token') json(response, 401, { message: 'invalid token' });
    else json(response, pathname === '/api/v1/user' ? 200 : 404, { login: 'octo' });
  });
  await new Promise<void>((listening) => vendor.listen(0, '127.0.0.1', listening));
  issuer = url();
});

test.afterAll(() => {
  vendor.close();
});

/** Goes to the vendor by a button of a page and comes back to the page that finishes. */
async function trip(context: BrowserContext, page: Page, button: string): Promise<Page> {
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: button }).click();
  const back = await opened;
  await expect(back.getByRole('heading', { name: 'Connect a provider' })).toBeVisible();
  await expect(back, 'the address tells no code').not.toHaveURL(/code/);
  return back;
}

test('a person agrees at the vendor, and the provider’s page tells to what, connects again and disconnects', async ({ page, context }) => {
  const name = `oauth-${Date.now()}`;
  const heard = complaints(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('/providers/connect?connector=gitea');
  await ready(page);
  await page.getByText('OAuth', { exact: true }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Address', { exact: true }).fill(url());
  await page.getByLabel('Client id').fill('me');
  await page.getByRole('textbox', { name: 'Client secret' }).fill('client-secret');
  await page.getByRole('button', { name: 'Test' }).click();
  await expect(page.getByRole('button', { name: /Go on|routes/ }).first()).toBeVisible();
  await looked(page, 'oauth-test');
  await page.getByRole('button', { name: /Go on|routes/ }).first().click();
  await page.getByRole('button', { name: 'Save and connect' }).click();
  await expect(page.getByRole('button', { name: 'Sign in at Gitea' })).toBeVisible();
  await expect(page.getByText('not connected', { exact: true }), 'nothing is wrong before somebody agreed').toBeVisible();
  await looked(page, 'oauth-done');

  const back = await trip(context, page, 'Sign in at Gitea');
  await expect(page.getByText('at the vendor')).toBeVisible();
  await expect(page.getByText('back here, with a code that is exchanged once')).toBeVisible();
  await looked(page, 'oauth-away');
  await looked(back, 'oauth-finish');
  await back.getByRole('button', { name: 'Finish' }).click();
  await expect(back.getByRole('status')).toContainText(`Provider ${name} is connected.`);
  await looked(back, 'oauth-finished');
  await back.close();
  await expect(page.getByText('came back')).toBeVisible();
  await looked(page, 'oauth-back');

  await page.getByRole('link', { name: `Open ${name}` }).click();
  const panel = page.getByRole('complementary', { name: `Provider ${name}` });
  await expect(panel.getByText('octo', { exact: true })).toBeVisible();
  await expect(panel.getByText('not granted')).toHaveCount(1);
  await looked(page, 'oauth-provider');

  issuer = 'https://another.example';
  const mixed = await trip(context, page, 'Connect again');
  await mixed.getByRole('button', { name: 'Finish' }).click();
  await expect(mixed.getByRole('status')).toContainText('another one answered');
  await mixed.close();
  await expect(panel.getByText('came back with a no')).toBeVisible();
  await expect(panel.getByText('octo', { exact: true })).toBeVisible();

  await panel.getByRole('button', { name: 'Disconnect' }).click();
  await looked(page, 'oauth-question');
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
  await expect(panel.getByText('not connected', { exact: true })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Disconnect' })).toHaveCount(0);
  expect(heard).toEqual([]);
  await page.request.delete(`/api/v1/resources/provider/${name}`, { headers: asConsole });
  await page.request.delete(`/api/v1/secrets/${name}-key`, { headers: asConsole });
});
