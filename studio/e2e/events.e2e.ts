import { createHmac } from 'node:crypto';
import { expect, test, type APIRequestContext } from '@playwright/test';
import { looked, overflow, ready, violations } from './look';
import { address } from './server';

const provider = 'console-events';
const asConsole = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };

/** A provider whose vendor signs what it sends; nothing is asked of that vendor. */
async function applied(request: APIRequestContext): Promise<void> {
  const text = `kind: provider\nid: ${provider}\nspec: {connector: gitea, unverified: true, auth: {bearer: {secret: console-events}}, config: {url: "http://127.0.0.1:9"}}\n`;
  const answer = await request.post('/api/v1/apply', { data: text, headers: { ...asConsole, 'Content-Type': 'application/yaml' } });
  expect(answer.ok(), await answer.text()).toBe(true);
}

/** Sends what Gitea would send for a push, signed by this secret. */
function push(to: string, secret: string, after: string): Promise<Response> {
  const body = JSON.stringify({ repository: { full_name: 'octo/hello' }, ref: 'refs/heads/main', before: '0', after, pusher: { login: 'ada' } });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return fetch(to, { method: 'POST', body, headers: { 'content-type': 'application/json', 'x-gitea-event': 'push', 'x-gitea-delivery': `console-${after}`, 'x-gitea-signature': signature } });
}

test('an endpoint is added, called, its delivery replayed, its secret rotated, and it is removed', async ({ page }) => {
  await applied(page.request);
  const run = Date.now().toString();
  await page.goto('/events');
  await ready(page);
  await page.getByRole('button', { name: 'Add an endpoint' }).click();
  await page.getByRole('button', { name: 'Add the endpoint' }).click();
  await expect(page.getByText('An endpoint belongs to a provider')).toBeVisible();
  await expect(page.getByLabel('From')).toBeFocused();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('From').selectOption(provider);
  await page.getByRole('button', { name: 'Add the endpoint' }).click();

  const told = page.getByRole('complementary', { name: `Endpoint of ${provider}, to be told to its vendor` });
  const once = told.locator('.secret code');
  await expect(once).toHaveCount(2);
  const [path = '', secret = ''] = await once.allInnerTexts();
  expect(page.url(), 'the address tells no secret').not.toContain(secret);
  expect(await violations(page)).toEqual([]);
  expect((await push(path, secret, run)).status).toBe(202);
  expect((await push(path, 'another', run)).status).toBe(401);

  await told.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.goto(`/events?provider=${provider}&state=verified`);
  await page.locator('.events tbody [data-row]').first().click();
  const delivery = page.getByRole('complementary', { name: `Delivery console-${run}` });
  await expect(delivery.getByText('equal, hmac-sha256')).toBeVisible();
  await delivery.getByRole('button', { name: 'Show' }).click();
  await expect(delivery.getByText('octo/hello').first()).toBeVisible();
  await page.keyboard.press('r');
  await expect(delivery.getByText('Raised 1 event again.')).toBeVisible();
  await expect(delivery.getByText(/replayed 1 time/)).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await expect(delivery.getByRole('heading', { name: /What it started/ })).toBeVisible();

  await page.goto(`/events?provider=${provider}&state=refused`);
  await page.locator('.events tbody [data-row]').first().click();
  const refused = page.getByRole('complementary', { name: /^Delivery whd_/ });
  await expect(refused.getByText('not equal')).toBeVisible();
  await expect(refused.getByText('nothing was started')).toBeVisible();
  await expect(refused.getByText(/What was refused cannot be replayed/)).toBeVisible();
  await expect(refused.getByRole('button', { name: /Replay/ })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.goto(`/events?provider=${provider}`);
  await page.locator('.hooklist').getByRole('link', { name: provider }).last().click();
  const hook = page.getByRole('complementary', { name: `Endpoint of ${provider}` });
  await expect(hook.getByText(/the signature is of no valid secret/)).toBeVisible();
  await hook.getByRole('button', { name: 'Rotate the secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate the secret' }).click();
  const second = await page.locator('.secret code').innerText();
  expect(second).not.toBe(secret);
  expect((await push(path, second, `${run}1`)).status).toBe(202);
  expect((await push(path, secret, `${run}2`)).status, 'the one before stays valid').toBe(202);
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await page.locator('.hooklist').getByRole('link', { name: provider }).last().click();
  await expect(hook.getByText('rotating')).toBeVisible();
  await hook.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove the endpoint' }).click();
  await expect(hook).toHaveCount(0);
  expect((await push(path, second, `${run}3`)).status).toBe(404);
});

test('it is listened for a delivery, which opens when it comes; the secret of before is accepted again', async ({ page }) => {
  await applied(page.request);
  const made = await page.request.post('/api/v1/webhooks', { data: { provider }, headers: asConsole });
  const { id, path, secret } = (await made.json()) as { id: string; path: string; secret: string };
  const run = Date.now().toString();
  await page.goto(`/events?open=${id}`);
  await ready(page);
  await page.keyboard.press('l');
  const waiting = page.getByRole('complementary', { name: 'Listening for a delivery' });
  await expect(waiting.getByText(/^Listening on \/hooks\//)).toBeVisible();
  await expect(waiting.getByText(/min \d+ s left/)).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`webhook=${id}`));
  await looked(page, 'listen');
  await page.waitForResponse((answer) => answer.url().includes('/webhooks/deliveries?') && answer.url().includes('since='));
  expect((await push(`${address}${path}`, secret, run)).status).toBe(202);
  await expect(page.getByRole('complementary', { name: `Delivery console-${run}` })).toBeVisible();
  await expect(page.getByRole('img', { name: /^Deliveries, in 96 parts of the time shown; / })).toBeVisible();
  await looked(page, 'delivery');

  const rotated = await page.request.post(`/api/v1/webhooks/${id}/rotate`, { data: { what: 'secret', overlap: '1s' }, headers: asConsole });
  expect(rotated.ok(), await rotated.text()).toBe(true);
  await expect(async () => expect((await push(`${address}${path}`, secret, `${run}1`)).status).toBe(401)).toPass();
  await page.goto(`/events?webhook=${id}&state=refused`);
  await page.locator('.events tbody [data-row]').first().click();
  const refused = page.getByRole('complementary', { name: /^Delivery whd_/ });
  await expect(refused.getByText('It equals the signature of secret 1')).toBeVisible();
  await expect(refused.getByRole('button', { name: /^Set a new secret/ }), 'the vendor was not told from here').toHaveCount(0);
  await looked(page, 'refused');
  await refused.getByRole('button', { name: 'Accept version 1 for 24 h' }).click();
  await looked(page, 'refused-question');
  await page.getByRole('dialog').getByRole('button', { name: 'Accept it for 24 h' }).click();
  await expect(refused.getByText(/It is accepted again and ends/)).toBeVisible();
  expect((await push(`${address}${path}`, secret, `${run}2`)).status).toBe(202);
  await page.request.delete(`/api/v1/webhooks/${id}`, { headers: asConsole });
});

test('a filter that leaves nothing can be dropped, and nothing scrolls sideways on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/events?type=no.such.type');
  await expect(page.getByRole('heading', { name: 'No delivery matches' })).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove type=no.such.type' }).click();
  await expect(page).toHaveURL('/events');
});
