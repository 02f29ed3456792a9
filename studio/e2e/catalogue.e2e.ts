import { expect, test } from '@playwright/test';
import { overflow, ready, violations } from './look';

test('connectors are found by kind, opened with their evidence, and compared', async ({ page }) => {
  await page.goto('/providers');
  await ready(page);
  await page.getByRole('link', { name: 'Catalogue' }).click();
  await ready(page);
  await page.getByRole('navigation', { name: 'Connectors by kind and by grade' }).getByRole('link', { name: /git/ }).first().click();
  await expect(page).toHaveURL('/providers/catalogue?kind=git');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('link', { name: 'gitea', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Connector gitea' });
  await expect(panel.getByText('V1 real server')).toBeVisible();
  await expect(panel.getByText('not known here, its vendor tells')).toBeVisible();
  await expect(panel.getByRole('link', { name: 'devops' })).toBeVisible();
  await expect(panel.getByRole('link', { name: 'docs.gitea.com' })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await panel.getByRole('tab', { name: /Operations/ }).click();
  await expect(panel.getByText('git.branch')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByLabel('Pick gitea to compare').check();
  await page.getByLabel('Pick embedded-git to compare').check();
  await page.getByRole('link', { name: 'Compare 2' }).click();
  await expect(page.getByRole('heading', { name: 'Compare 2' })).toBeVisible();
  await expect(page.getByRole('row', { name: /^Runs at the address that you give this server/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /^code review full/ })).toBeVisible();
  const before = await page.locator('.cmp tbody tr').count();
  await page.getByRole('button', { name: /Only differences/ }).click();
  await expect(page).toHaveURL(/only=differences/);
  expect(await page.locator('.cmp tbody tr').count()).toBeLessThan(before);
  expect(await violations(page)).toEqual([]);
});

test('the catalogue is readable on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('/providers/catalogue?kind=git');
  await ready(page);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  expect(await violations(page)).toEqual([]);
});
