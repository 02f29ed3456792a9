import { expect, test, type Page } from '@playwright/test';
import { demoRun } from './demo';
import { looked, ready, violations } from './look';

const field = (page: Page) => page.getByRole('combobox', { name: 'Search or act' });
const group = (page: Page, name: string) => page.getByRole('group', { name: new RegExp(`^${name}`) });
const chosen = (page: Page) => page.locator('[role=option][aria-selected=true]');

test('what is typed reaches the palette, which searches the server, group by group', async ({ page }) => {
  await page.goto('/decisions?since=24h');
  await ready(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('triage');
  await expect(field(page)).toHaveValue('triage');
  for (const name of ['Routes', 'Workflows', 'Decisions', 'Runs']) await expect(group(page, name), name).toBeVisible();
  await expect(group(page, 'Routes').getByRole('option').first()).toContainText('triage');
  expect(await violations(page)).toEqual([]);

  await page.getByText('Enter open or do').click();
  await page.keyboard.type('x');
  await expect(field(page), 'typing reaches the field after a click beside it').toHaveValue('triagex');
  await page.keyboard.press('Backspace');
  await expect(group(page, 'Routes')).toBeVisible();
  await looked(page, 'palette');
});

test('the arrows choose, Tab leaves one group, Enter opens', async ({ page }) => {
  await page.goto('/runs?since=24h');
  await ready(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('triage');
  await expect(group(page, 'Workflows')).toBeVisible();
  await expect(group(page, 'Runs')).toBeVisible();
  await expect(page.getByRole('listbox', { name: 'Found' })).toHaveAttribute('aria-busy', 'false');
  const first = await chosen(page).textContent();
  await page.keyboard.press('ArrowDown');
  expect(await chosen(page).textContent()).not.toBe(first);
  await page.keyboard.press('ArrowUp');
  expect(await chosen(page).textContent()).toBe(first);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('listbox').getByRole('group')).toHaveCount(1);
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(group(page, 'Workflows')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page).toHaveURL(/\/(routes|workflows)/);
});

test('a room, an id, an act and a page of the guide are found by their own', async ({ page }) => {
  await page.goto('/runs?since=24h');
  await ready(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('limi');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Limits', level: 1 })).toBeVisible();

  const run = await demoRun(page.request);
  await page.keyboard.press('Control+k');
  await page.keyboard.type(`#${run}`);
  await expect(chosen(page)).toContainText('Open');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(run));

  await page.keyboard.press('Control+k');
  await page.keyboard.type('>list');
  await expect(chosen(page)).toContainText('List the keys');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+k');
  await page.keyboard.type('?budgets that hold');
  await expect(chosen(page)).toContainText('Budgets that hold');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: /Budgets that hold/i, level: 1 })).toBeVisible();
  await looked(page, 'guide');
});

test('what is nowhere says so', async ({ page }) => {
  await page.goto('/runs');
  await ready(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('zzqqxx');
  await expect(page.getByText('Nothing of that name that you may read')).toBeVisible();
});
