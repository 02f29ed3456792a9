import { expect, test } from '@playwright/test';
import { demoRun } from './demo';
import { ready, violations } from './look';

test('the focus goes into a panel, from instance to instance, and back', async ({ page }) => {
  await page.goto(`/runs/${await demoRun(page.request)}`);
  const step = page.locator('[data-path="triage[].mask"]');
  await step.focus();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: /mask/ });
  await expect(panel.getByRole('heading', { name: 'triage[].mask' })).toBeFocused();

  await panel.getByRole('list').getByRole('button').first().press('Enter');
  await expect(panel.getByRole('heading', { name: /triage\[\d+\]\.mask/ })).toBeFocused();
  expect(await violations(page)).toEqual([]);

  await panel.getByRole('button', { name: 'Close panel' }).press('Enter');
  await expect(step).toBeFocused();
});

test('the focus goes along with a link', async ({ page }) => {
  await page.goto('/runs');
  await ready(page);
  await expect(page.getByRole('main')).not.toBeFocused();
  await page.getByRole('link', { name: 'complaint_triage' }).first().press('Enter');
  await expect(page).toHaveURL(/\/runs\/run_/);
  await expect(page.getByRole('main')).toBeFocused();
});

test('each state is said in words', async ({ page }) => {
  const id = await demoRun(page.request);
  await page.goto(`/runs/${id}?open=${encodeURIComponent('triage[].mask')}`);
  await expect(page.locator('[data-path="triage[].mask"]')).toHaveAccessibleName(/^(running|succeeded) mask/);
  const instances = page.getByRole('complementary').getByRole('list').getByRole('button');
  await expect(instances.first()).toHaveAccessibleName(/^(running|succeeded) triage/);
  expect(await violations(page)).toEqual([]);
});

test('the focus is back where it was after an act of the palette', async ({ page }) => {
  await page.goto('/runs');
  await ready(page);
  const opener = page.getByRole('button', { name: 'Search' }).first();
  await opener.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Search or act' })).toBeFocused();
  await page.keyboard.type('switch');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(opener).toBeFocused();
});
