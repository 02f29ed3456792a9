import { expect, test, type Locator } from '@playwright/test';
import { overflow, violations } from './look';
import { address } from './server';

test('the workflow of the guide is built without YAML, and its forms hold what the guide writes', async ({ page }) => {
  const headers = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
  const name = 'refund-by-hand';
  const applied = await page.request.post('/api/v1/apply', { headers: { ...headers, 'Content-Type': 'application/yaml' }, data: 'kind: provider\nid: desk\nspec: {connector: embedded-messaging}\n---\nkind: user\nid: ann\nspec: {email: ann@example.org}\n' });
  expect(applied.ok(), await applied.text()).toBe(true);
  await page.request.put('/api/v1/secrets/shop', { headers: { ...headers, 'Content-Type': 'text/plain' }, data: 'wine-and-bread' });
  try {
    await page.goto(`/workflows/${name}/edit`);
    await expect(page.getByText('can be published')).toBeVisible();
    const filled = async (field: Locator, text: string) => {
      await field.fill(text);
      await field.press('Tab');
    };
    await page.getByRole('button', { name: /^input/ }).click();
    const around = page.getByRole('complementary', { name: 'The workflow' });
    for (const field of ['order', 'note']) {
      await around.getByLabel('Name of a field of input').fill(field);
      await page.keyboard.press('Enter');
      await expect(around.getByRole('group', { name: field, exact: true })).toBeVisible();
    }
    await around.getByRole('button', { name: 'Add trigger: webhook' }).click();
    const trigger = around.getByRole('group', { name: 'trigger 1' });
    await trigger.getByLabel('verify *').selectOption('hmac');
    await filled(trigger.getByLabel('header *'), 'x-signature');
    await filled(trigger.getByLabel('secret *'), 'shop');
    await expect(trigger.getByLabel('order')).toHaveValue('${event.body.order}');
    await expect(trigger.getByLabel('note')).toHaveValue('${event.body.note}');
    await expect(page.getByText('can be published')).toBeVisible();
    expect(await violations(page)).toEqual([]);

    const added = async (what: string, id: string) => {
      await page.getByRole('button', { name: /^Add a step/ }).click();
      await page.getByRole('combobox', { name: /^Add a step/ }).fill(what);
      await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toBeVisible();
      await page.keyboard.press('Enter');
      return page.getByRole('complementary', { name: `Step ${id}` });
    };
    await page.locator('[data-path="hello"]').click();
    await page.getByRole('complementary', { name: 'Step hello' }).getByRole('button', { name: 'Close panel' }).click();
    const mask = await added('text.pii.mask', 'mask');
    await filled(mask.getByLabel('text *'), '${input.note}');
    const ask = await added('ask', 'ask');
    await filled(ask.getByLabel('Question *'), 'Refund order ${input.order}?');
    await filled(ask.getByLabel('People', { exact: true }), 'ann');
    await ask.getByRole('button', { name: 'Ask in a channel' }).click();
    const tell = ask.getByRole('group', { name: 'Telling 1' });
    await expect(tell.getByLabel('approve', { exact: true })).toHaveValue('Approve');
    await filled(tell.getByLabel('Channel *'), 'refunds');
    await expect(tell.getByLabel('Text *')).toHaveValue('${ask.question} ${ask.link}');
    const told = await added('messaging.message.send', 'send');
    await filled(told.getByLabel('Channel *'), 'refunds');
    await filled(told.getByLabel('Text *'), 'Order ${input.order}: ${ask.choice}');
    await expect(page.getByText('can be published')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Publish v1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByText(/^v\d+ in force$/)).toBeVisible();
    const { items } = (await (await page.request.get('/api/v1/triggers')).json()) as { items: { name: string; address?: string }[] };
    expect(items.some((one) => one.name === `${name}.trigger`)).toBe(true);
  } finally {
    for (const of of [`workflow/${name}`, 'user/ann', 'provider/desk']) await page.request.delete(`/api/v1/resources/${of}`, { headers });
    await page.request.delete('/api/v1/secrets/shop', { headers });
  }
});

test('a model is asked, people decide, and a message goes out: written without JSON', async ({ page }) => {
  const headers = { 'X-Auterity-Console': '1', Origin: new URL(address).origin };
  const name = 'decided-by-people';
  const applied = await page.request.post('/api/v1/apply', { headers: { ...headers, 'Content-Type': 'application/yaml' }, data: 'kind: provider\nid: lounge\nspec: {connector: embedded-messaging}\n---\nkind: user\nid: bea\nspec: {email: bea@example.org}\n' });
  expect(applied.ok(), await applied.text()).toBe(true);
  try {
    await page.goto(`/workflows/${name}/edit`);
    await expect(page.getByText('can be published')).toBeVisible();
    const filled = async (field: Locator, text: string) => {
      await field.fill(text);
      await field.press('Tab');
    };
    const added = async (what: string, id: string) => {
      await page.getByRole('button', { name: /^Add a step/ }).click();
      await page.getByRole('combobox', { name: /^Add a step/ }).fill(what);
      await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toBeVisible();
      await page.keyboard.press('Enter');
      return page.getByRole('complementary', { name: `Step ${id}` });
    };
    const model = await added('ai.chat.create', 'create');
    await expect(model.getByText('Ask a model')).toBeVisible();
    // No model of the demo chats.
    await expect(model.getByText('No model that answers this is connected yet.')).toBeVisible();
    await filled(model.locator('input[name="with.model"]'), 'gpt-4o-mini');
    await filled(model.getByLabel('System'), 'You are brief.');
    await filled(model.getByLabel('Prompt *'), 'Is this fine?');
    await model.getByLabel('Name of a field of the answer').fill('verdict');
    await page.keyboard.press('Enter');
    await expect(model.getByRole('group', { name: 'verdict' })).toBeVisible();
    await expect(page.getByText('can be published')).toBeVisible();
    expect(await violations(page)).toEqual([]);

    const ask = await added('ask', 'ask');
    await filled(ask.getByLabel('Question *'), 'Send it?');
    await ask.getByLabel('Add one of People').selectOption('bea');
    await expect(ask.getByLabel('People', { exact: true })).toHaveValue('bea');
    await filled(ask.getByLabel('Within', { exact: true }), '2');
    await ask.getByLabel('Within, unit').selectOption('days');
    await expect(page.getByText('can be published')).toBeVisible();
    expect(await violations(page)).toEqual([]);

    const told = await added('messaging.message.send', 'send');
    await expect(told.locator('select[name="provider"]')).toContainText('lounge');
    await told.getByRole('button', { name: 'Show channels' }).click();
    await filled(told.getByLabel('Channel *'), 'general');
    await filled(told.getByLabel('Text *'), 'They said ${ask.choice}.');
    await expect(page.getByText('can be published')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);

    await page.getByRole('button', { name: 'Graph and YAML' }).click();
    const text = page.getByLabel('The workflow as YAML');
    await expect(text).toHaveValue(/role: system\s+content: You are brief\./);
    await expect(text).toHaveValue(/due: 2d/);
    await expect(text).toHaveValue(/people:\s+- bea/);
    await page.getByRole('button', { name: 'Publish v1' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await expect(page.getByText(/^v\d+ in force$/)).toBeVisible();
  } finally {
    for (const of of [`workflow/${name}`, 'user/bea', 'provider/lounge']) await page.request.delete(`/api/v1/resources/${of}`, { headers });
  }
});
