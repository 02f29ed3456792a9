import { expect, request, test } from '@playwright/test';
import { overflow, ready, violations } from './look';
import { address } from './server';

const ours = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
const asking = `
kind: user
id: console_ann
spec: {}
---
kind: workflow
id: console_asks
spec:
  input: {}
  steps:
    - id: ok
      ask: Send the letter of the console?
      show: {letter: Dear customer}
      form: {credit: {type: number, maximum: 100, default: 5}}
      of: {people: [console_ann]}
`;

test('an approval is shown with all that is asked, tells why one may not vote, and ends when its user votes', async ({ page }) => {
  const applied = await page.request.post('/api/v1/apply', { data: asking, headers: { ...ours, 'Content-Type': 'application/yaml' } });
  expect(applied.ok(), await applied.text()).toBe(true);
  const made = await page.request.post('/api/v1/keys', { data: { name: `console-ann-${Date.now()}`, roles: ['operator'], owner: 'user/console_ann' }, headers: ours });
  expect(made.ok(), await made.text()).toBe(true);
  const { secret } = (await made.json()) as { secret: string };
  expect((await page.request.post('/api/v1/workflows/console_asks/runs', { data: { input: {} }, headers: ours })).ok()).toBe(true);

  await page.goto('/approvals');
  await ready(page);
  const link = page.getByRole('link', { name: 'Send the letter of the console?' }).first();
  await link.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Approval Send the letter of the console?' });
  await expect(panel.getByText('Dear customer')).toBeVisible();
  await expect(panel.getByText(/You cannot vote: .* stands for no user/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);

  const ann = await request.newContext({ baseURL: address, extraHTTPHeaders: { Authorization: `Bearer ${secret}` }, storageState: { cookies: [], origins: [] } });
  const id = new URL(page.url()).searchParams.get('open') ?? '';
  const { digest } = (await (await ann.get(`/api/v1/approvals/${id}`)).json()) as { digest: string };
  const voted = await ann.post(`/api/v1/approvals/${id}/votes`, { data: { choice: 'approve', form: { credit: 7 }, digest } });
  expect(voted.status(), await voted.text()).toBe(202);
  await ann.dispose();
  await expect(panel.getByText('Approve by console_ann')).toBeVisible();

  await page.goto(`/approvals/${id}`);
  await ready(page);
  await expect(panel.getByText('Dear customer')).toBeVisible();
});
