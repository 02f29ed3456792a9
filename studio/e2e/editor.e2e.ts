import { expect, test } from '@playwright/test';
import { overflow, violations } from './look';

const id = 'written-here';

test('a workflow is written in the console, and checked while it is', async ({ page }) => {
  await page.goto('/workflows');
  await page.getByRole('button', { name: /New workflow/ }).click();
  const ask = page.getByRole('dialog');
  await ask.getByLabel('Id').fill(id);
  await ask.getByRole('button', { name: 'Write it' }).click();
  await expect(page.getByRole('heading', { name: id, level: 1 })).toBeVisible();
  await expect(page.getByText('can be published')).toBeVisible();

  await page.getByRole('button', { name: /Add a step/ }).click();
  await page.getByRole('combobox').fill('wait');
  await page.keyboard.press('Enter');
  const panel = page.getByRole('complementary', { name: 'Step wait' });
  await expect(panel).toBeVisible();
  await expect(page.locator('[data-path="wait"]')).toBeVisible();

  const field = panel.getByLabel('wait *');
  await field.fill('${hello');
  await field.press('Tab');
  await expect(page.getByText('1 problem keeps it from being published')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Publish' })).toBeDisabled();
  await field.fill('1ms');
  await field.press('Tab');
  await expect(page.getByText('can be published')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('a template becomes a draft that can be published', async ({ page }) => {
  await page.goto('/workflows');
  await page.getByRole('button', { name: /New workflow/ }).click();
  const ask = page.getByRole('dialog');
  await ask.getByRole('button', { name: /Mask personal data/ }).click();
  await ask.getByLabel('Id').fill('cleaned');
  await ask.getByLabel('At one time').fill('3');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'cleaned', level: 1 })).toBeVisible();
  await expect(page.getByText('can be published')).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});
