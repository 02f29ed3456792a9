import { expect, test } from '@playwright/test';
import { violations } from './look';
import { credential, session } from './server';

test('without a session every page leads to sign-in and back', async ({ page }) => {
  await page.goto('/providers?state=connected');
  await expect(page.getByRole('heading', { name: 'Authenticate' })).toBeVisible();
  expect(new URL(page.url()).searchParams.get('next')).toBe('/providers?state=connected');
  expect(await violations(page)).toEqual([]);
});

test('a wrong key says what to do', async ({ page }) => {
  await page.goto('/signin');
  await page.getByLabel('API key').fill('ak_wrong');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('Copy the whole key');
  await expect(page.getByLabel('API key')).toBeFocused();
  expect(await violations(page)).toEqual([]);
});

test('a code that is not known says so', async ({ page }) => {
  await page.goto('/#code=never-issued');
  await expect(page.getByRole('alert')).toContainText('used already or is too old');
  expect(page.url()).not.toContain('never-issued');
});

test('a credential opens the console and leaves no trace in the address', async ({ page }) => {
  const with_ = credential();
  if ('code' in with_) {
    await page.goto(`/#code=${with_.code}`);
  } else {
    await page.goto('/signin');
    await page.getByLabel('API key').fill(with_.key);
    await page.keyboard.press('Enter');
  }
  await expect(page.getByRole('heading', { name: 'Home', level: 1 })).toBeVisible();
  expect(new URL(page.url()).hash).toBe('');
  await page.context().storageState({ path: session });
});
