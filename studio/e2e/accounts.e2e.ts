import { expect, test } from '@playwright/test';
import { openIssuer, type Issuer } from './issuer';
import { complaints, looked } from './look';
import { address } from './server';

const id = `browser-${Date.now()}`;
let issuer: Issuer;

test.beforeAll(async () => {
  issuer = await openIssuer();
});

test.afterAll(() => issuer.close());

test('somebody signs in with an account of theirs, and links another', async ({ page: admin, browser }) => {
  const headers = { 'x-auterity-console': '1', origin: new URL(address).origin };
  const { tenant } = (await (await admin.request.get('/api/v1/session')).json()) as { tenant: { name: string } };
  const rules = '{role: viewer, claim: groups, contains: staff}';
  const spec = `{name: Keycloak, issuer: '${issuer.url}', client: ${id}, rules: [${rules}]}`;
  const applied = await admin.request.post('/api/v1/apply', { headers: { ...headers, 'content-type': 'application/yaml' }, data: `{kind: issuer, id: ${id}, spec: ${spec}}` });
  expect(applied.status(), await applied.text()).toBe(200);

  const context = await browser.newContext({ baseURL: address, storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  const heard = complaints(page);
  try {
    issuer.is = { sub: 'eve', name: 'Eve', groups: [] };
    await page.goto(`/signin?tenant=${encodeURIComponent(tenant.name)}`);
    await page.getByRole('button', { name: 'Sign in with Keycloak' }).click();
    await expect(page.getByRole('alert')).toContainText('no rule of this tenant gives it a role');
    await expect(page.getByRole('button', { name: 'Sign in with Keycloak' })).toBeVisible();
    await looked(page, 'signin-refused');

    issuer.is = { sub: 'ada', name: 'Ada Lovelace', groups: ['staff'] };
    await page.getByRole('button', { name: 'Sign in with Keycloak' }).click();
    await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();

    issuer.is = { sub: 'ada-2', name: 'Ada Lovelace', groups: ['staff'] };
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.getByRole('link', { name: 'user Ada Lovelace' }).click();
    await expect(page.getByRole('heading', { name: 'Your accounts', level: 1 })).toBeVisible();
    await expect(page.getByText('the only one')).toBeVisible();
    await looked(page, 'accounts');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('/runs');
    await page.getByRole('link', { name: 'Your accounts' }).click();
    await expect(page.getByRole('button', { name: 'Accounts, more rooms' })).toHaveAttribute('aria-current', 'page');
    await page.getByRole('button', { name: 'Link an account of Keycloak' }).click();
    await expect(page.getByRole('heading', { name: 'Link an account' })).toBeVisible();
    await expect(page, 'the address tells no code').not.toHaveURL(/code/);
    await expect(page.getByRole('status')).toContainText(`The account at ${id} with which you have just signed in`);
    await expect(page.getByRole('button', { name: 'Link this account' })).toBeFocused();
    await expect(page.getByRole('link', { name: 'Leave it as it is' })).toHaveAttribute('href', '/');
    await looked(page, 'link');
    await page.getByRole('button', { name: 'Link this account' }).click();
    await expect(page).toHaveURL('/accounts');
    await expect(page.getByRole('button', { name: 'Take away' })).toHaveCount(2);
    await looked(page, 'accounts-two');
    await page.getByRole('button', { name: 'Take away' }).first().click();
    await looked(page, 'accounts-question');
    await page.getByRole('button', { name: 'Keep it' }).click();

    const again = await page.request.post('/api/v1/identities', { headers, data: { issuer: id } });
    await page.goto(((await again.json()) as { authorize: string }).authorize);
    await page.getByRole('button', { name: 'Link this account' }).click();
    await expect(page.getByRole('status')).toContainText('It is not linked: this account belongs to another person here already.');
    await expect(page.getByRole('link', { name: 'Open the console' })).toBeVisible();
    await looked(page, 'link-refused');
    expect(heard).toEqual([]);
  } finally {
    await context.close();
    await admin.request.delete(`/api/v1/resources/issuer/${id}`, { headers });
  }
});
