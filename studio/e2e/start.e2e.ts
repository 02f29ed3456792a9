import { expect, test } from '@playwright/test';
import { startSmallRun } from './demo';

test('a run is started from the form, and what is missing is named before', async ({ page }) => {
  await page.goto('/workflows');
  await page.getByRole('link', { name: 'complaint_triage' }).first().focus();
  await page.keyboard.press('s');
  await expect(page).toHaveURL(/\/workflows\/complaint_triage\?act=start/);
  const form = page.getByRole('form', { name: 'Start run' });
  await form.getByRole('button', { name: 'JSON' }).click();
  const json = form.getByLabel('Input as JSON');
  await json.fill('{');
  await page.keyboard.press('Control+Enter');
  await expect(form.getByText('The input is no JSON object.', { exact: false })).toBeVisible();
  await json.fill('{"complaints": [{"id": "C-1", "narrative": "my card was charged twice"}], "classes": {"credit_card": "charges", "debt_collection": "letters"}}');
  await page.keyboard.press('Control+Enter');
  await expect(page).toHaveURL(/\/runs\/run_/);
});

test('a run is run again with its input, labelled with its id', async ({ page }) => {
  const id = await startSmallRun(page.request);
  await expect.poll(async () => ((await (await page.request.get(`/api/v1/runs/${id}`)).json()) as { state: string }).state).toMatch(/succeeded|failed/);
  await page.goto(`/runs/${id}`);
  await page.getByRole('button', { name: 'Run again' }).click();
  const form = page.getByRole('form', { name: 'Run again' });
  await expect(form.getByLabel('Labels')).toHaveValue(`again=${id}`);
  await page.keyboard.press('Control+Enter');
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(page).toHaveURL(/\/runs\/run_/);
});

test('versions of a workflow stand as a road, with what is in force', async ({ page }) => {
  await page.goto('/workflows/complaint_triage');
  await expect(page.getByRole('complementary', { name: 'About complaint_triage' })).toContainText('in force since');
  await page.getByRole('link', { name: 'Definition' }).click();
  await expect(page.getByRole('region', { name: 'Definition' })).toContainText('kind: workflow');
});
