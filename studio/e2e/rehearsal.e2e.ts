import { expect, test } from '@playwright/test';
import { looked, ready } from './look';
import { address } from './server';

test('an outage is rehearsed with labelled calls, watched, ended and handed on', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/providers?open=minilm');
  await ready(page);
  await page.getByRole('button', { name: 'Rehearse an outage' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rehearse an outage' });
  await expect(dialog.getByLabel('What goes')).toHaveValue('minilm');
  await expect(dialog.getByText('What would bend')).toBeVisible();
  await dialog.getByText('5 min').click();
  await looked(page, 'rehearse');
  await page.keyboard.press('Control+Enter');

  await expect(page).toHaveURL(/\/rehearsals\/reh_[0-9a-f]{32}$/);
  await expect(page.getByText('minilm is taken away from calls with its label')).toBeVisible();
  const label = (await page.getByText(/^auterity-labels: rehearsal=/).textContent()) ?? '';
  const called = await page.request.post('/api/v1/call/ai.text.classify', {
    data: { text: 'A collector calls about a debt that is not mine.', classes: { debt_collection: 'A debt collector demands payment.', credit_card: 'A problem with a credit card.' } },
    headers: { 'Auterity-Labels': `${label.replace('auterity-labels: ', '')},route=triage`, 'X-Auterity-Console': '1', Origin: new URL(address).origin },
  });
  expect(called.ok(), await called.text()).toBe(true);
  await expect(page.locator('.facts')).toContainText(/asked\s*1/);
  await looked(page, 'rehearsal');

  await page.keyboard.press('.');
  await expect(page.getByRole('heading', { level: 2, name: /was taken away for \d+ s/ })).toBeVisible();
  await page.keyboard.press('m');
  await expect(page.getByText('Markdown copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('_injected · reh_');
  await looked(page, 'rehearsal-result');
  await page.getByRole('link', { name: 'Decisions' }).last().click();
  await expect(page).toHaveURL(/label=rehearsal/);
});
