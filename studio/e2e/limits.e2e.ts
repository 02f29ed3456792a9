import { expect, test } from '@playwright/test';
import { overflow, ready, violations } from './look';
import { address } from './server';

const ours = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
const budget = `
kind: budget
id: console_ask
spec: {cap: "4.00", currency: USD, period: day, zone: Europe/Berlin, scope: {label: {team: console-test}}, thresholds: [{at: 50%, do: notify}, {at: 75%, do: ask}]}
`;

test('a limit says how it stands and what happens when; more is allowed and withdrawn', async ({ page }) => {
  const applied = await page.request.post('/api/v1/apply', { data: budget, headers: { ...ours, 'Content-Type': 'application/yaml' } });
  expect(applied.ok(), await applied.text()).toBe(true);
  await page.goto('/limits');
  await ready(page);
  await page.getByRole('link', { name: 'console_ask, a day' }).press('Enter');
  const panel = page.getByRole('complementary', { name: 'Limit console_ask' });
  await expect(panel.getByRole('heading', { name: 'console_ask', exact: true })).toBeFocused();
  await expect(panel.getByText('a day, Europe/Berlin')).toBeVisible();
  await expect(panel.getByText('75% calls are refused until somebody allows more')).toBeVisible();
  await expect(panel.getByText('Nobody has allowed more than that yet.')).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await panel.getByRole('button', { name: 'Allow more' }).click();
  const dialog = page.getByRole('dialog', { name: 'Allow more of console_ask?' });
  await expect(dialog.getByRole('button', { name: 'Allow it' })).toBeDisabled();
  await dialog.getByLabel('USD').fill('0.5');
  await dialog.getByLabel(/^Reason/).fill('end of the quarter');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Allow it' }).click();
  await expect(dialog).toHaveCount(0);
  const approvals = panel.getByRole('list', { name: 'Approvals' });
  await expect(approvals.getByText('in force')).toBeVisible();
  await expect(approvals.getByText('end of the quarter')).toBeVisible();
  await expect(panel.getByText('allowed: 0.5000 USD beyond it')).toBeVisible();

  await page.goto('/usage');
  await ready(page);
  const budgets = page.getByRole('complementary', { name: 'Budgets' });
  const given = budgets.getByRole('list', { name: 'Approvals' }).getByRole('listitem').filter({ hasText: 'console_ask' }).first();
  await expect(given).toContainText('end of the quarter');
  await given.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('dialog').getByLabel(/^Reason/).fill('spent enough');
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw it' }).click();
  await expect(given.getByText(/withdrawn by .*: spent enough/)).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  const ended = await page.request.delete('/api/v1/resources/budget/console_ask', { headers: ours });
  expect(ended.ok(), await ended.text()).toBe(true);
});

test('a budget is set from usage, refused with a wrong amount at its field, listed, and gone when it is ended', async ({ page }) => {
  await page.goto('/usage');
  await ready(page);
  const budgets = page.getByRole('complementary', { name: 'Budgets' });
  await budgets.getByRole('link', { name: 'Set a budget' }).click();
  const form = page.getByRole('form', { name: 'Set a budget' });
  await form.getByLabel('Name').fill('console_set');
  await form.getByLabel('Cap').fill('9999999999');
  await form.getByRole('button', { name: 'Put it in force' }).click();
  await expect(form.getByText('below nine thousand million')).toBeVisible();
  await expect(form.getByLabel('Cap')).toHaveAttribute('aria-invalid', 'true');
  expect(await violations(page)).toEqual([]);
  try {
    await form.getByLabel('Cap').fill('3.00');
    await form.getByRole('button', { name: 'Put it in force' }).click();
    await expect(page.getByRole('complementary', { name: 'Limit console_set' }).getByText('a month, UTC')).toBeVisible();

    await page.goto('/usage');
    await expect(budgets.getByRole('listitem').filter({ hasText: 'console_set' })).toContainText('of 3.00 USD');
  } finally {
    await page.request.delete('/api/v1/resources/budget/console_set', { headers: ours });
  }
  await page.reload();
  await ready(page);
  await expect(budgets.getByText('console_set')).toHaveCount(0);
});
