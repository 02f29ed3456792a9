import { expect, test } from '@playwright/test';
import { looked } from './look';
import { address } from './server';

const headers = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
const text = `kind: workflow
id: console-triggered
spec:
  input: {order: {type: string, default: none}}
  triggers:
    - {id: hook, webhook: {verify: none}, input: {order: "\${event.body.order}"}}
    - {id: night, cron: "30 2 * * *", zone: Europe/Berlin}
    - {id: asked, form: {}}
  steps:
    - {id: done, transform: "\${input.order}"}
`;

test('triggers are listed, tried, called and paused', async ({ page }) => {
  const applied = await page.request.post('/api/v1/apply', { headers: { ...headers, 'Content-Type': 'application/yaml' }, data: text });
  expect(applied.ok(), await applied.text()).toBe(true);
  try {
    await page.goto('/triggers');
    await expect(page.getByRole('row', { name: /console-triggered\.night/ })).toContainText('30 2 * * *');
    await page.getByRole('link', { name: 'console-triggered.night' }).click();
    const night = page.getByRole('complementary', { name: 'Trigger console-triggered.night' });
    await expect(night.locator('.times li')).toHaveCount(5);
    await expect(night.locator('.times li').first()).toContainText('02:30');
    await looked(page, 'trigger-cron');

    await page.goto('/triggers');
    await page.getByRole('link', { name: 'console-triggered.hook' }).click();
    const hook = page.getByRole('complementary', { name: 'Trigger console-triggered.hook' });
    const called = await hook.locator('code').filter({ hasText: /^http/ }).first().innerText();
    const answer = await page.request.post(called, { data: { order: '8841' } });
    expect(answer.ok(), await answer.text()).toBe(true);
    await expect(hook.getByText('1 started')).toBeVisible();
    await hook.getByText('Try a call').click();
    await hook.getByLabel('body').fill('{"order": "8842"}');
    await hook.getByRole('button', { name: 'Try', exact: true }).click();
    await expect(hook.getByText('would start a run')).toBeVisible();
    await looked(page, 'trigger-webhook');

    await page.goto('/triggers');
    await page.getByRole('link', { name: 'console-triggered.asked' }).click();
    await page.getByRole('complementary', { name: 'Trigger console-triggered.asked' }).getByRole('link', { name: 'Fill it in' }).click();
    await page.getByLabel(/^order/).fill('8843');
    await looked(page, 'trigger-form');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('status')).toContainText('runs as');
    await looked(page, 'trigger-form-sent');
    await page.getByRole('status').getByRole('link').click();
    await expect(page).toHaveURL(/\/runs\/run_/);
    await page.goto('/triggers');
    await page.getByRole('link', { name: 'console-triggered.hook' }).click();
    await hook.getByRole('button', { name: 'Pause' }).click();
    await expect(hook.getByText('paused')).toBeVisible();
    await hook.getByRole('button', { name: 'Go on' }).click();
    await expect(hook.getByText('listening')).toBeVisible();
    await hook.getByRole('link', { name: 'Edit' }).click();
    await expect(page.getByRole('complementary', { name: 'The workflow' }).getByRole('group', { name: 'trigger 2' })).toBeVisible();
    await looked(page, 'workflow-panel');
  } finally {
    await page.request.delete('/api/v1/resources/workflow/console-triggered', { headers });
  }
});
