import { expect, test } from '@playwright/test';
import { ready, violations } from './look';

const piece = (text: string) => `data: ${JSON.stringify({ type: 'part_delta', index: 0, part: { type: 'text', text } })}\n\n`;

test('a question that nobody can answer is a real call, told with its code and its road', async ({ page }) => {
  await page.goto('/playground');
  await ready(page);
  await page.getByLabel('Answer A by').fill('no-such-model');
  await expect(page).toHaveURL('/playground?a=no-such-model');
  await expect(page.getByRole('button', { name: /^Send/ })).toBeDisabled();
  await page.getByLabel('Your message').fill('Hello');
  await page.keyboard.press('Control+Enter');
  const answer = page.getByRole('region', { name: 'Answer A' });
  await expect(answer.getByRole('alert')).toContainText('no_viable_provider');
  const road = page.getByRole('complementary', { name: 'The road of answer A' });
  await expect(road.getByRole('list', { name: 'The road of this call' })).toContainText('no_viable_provider');
  expect(await violations(page)).toEqual([]);
  await answer.getByRole('link', { name: 'Open decision' }).click();
  await expect(page).toHaveURL(/\/decisions\/dec_/);
});

test('answers stand side by side, a cut never looks like an end, and a setting that is none is not sent', async ({ page }) => {
  // No model of the demo chats: what one would say is said here, the console reads it as it reads the server's.
  await page.route('**/api/v1/call/ai.chat.stream', async (route) => {
    const { model } = route.request().postDataJSON() as { model: string };
    const end = model === 'whole' ? 'data: {"type":"finished","reason":"stop"}\n\n' : 'event: error\ndata: {"code":"unavailable","detail":"the connection broke","retryable":true,"decision":"dec_00000000000070008000000000000000"}\n\n';
    const done = model === 'whole' ? 'event: done\ndata: {"decision":"dec_00000000000070008000000000000000","provider":"p"}\n\n' : '';
    await route.fulfill({ contentType: 'text/event-stream', body: `data: {"type":"started","id":"c","model":"m-1"}\n\n${piece('Thank you ')}${piece('for writing')}${end}${done}` });
  });
  await page.goto('/playground?a=whole&b=cut');
  await ready(page);
  await page.getByLabel('Your message').fill("It's late");
  await page.getByLabel('Temperature').fill('warm');
  await expect(page.getByRole('alert')).toHaveText('Temperature must be a number');
  await page.getByLabel('Temperature').fill('0.2');
  await page.getByRole('button', { name: 'Send to both' }).click();
  const a = page.getByRole('region', { name: 'Answer A' });
  const b = page.getByRole('region', { name: 'Answer B' });
  await expect(a.getByText('Thank you for writing')).toBeVisible();
  await expect(a.getByText('end, stop')).toBeVisible();
  await expect(b.getByRole('alert')).toContainText('Cut the connection broke unavailable');
  await page.getByRole('tab', { name: 'OpenAI Python' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('temperature=0.2');
  await expect(page.getByRole('tabpanel')).toContainText('/v1"');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close answer B' }).click();
  await expect(page).toHaveURL('/playground?a=whole');
});

test('a conversation goes on, what failed can be asked again, and clearing begins anew', async ({ page }) => {
  const asked: string[][] = [];
  await page.route('**/api/v1/call/ai.chat.stream', async (route) => {
    const { messages } = route.request().postDataJSON() as { messages: { role: string; parts: { text: string }[] }[] };
    asked.push(messages.map(({ role, parts }) => `${role}: ${parts[0]?.text}`));
    const done = 'data: {"type":"finished","reason":"stop"}\n\nevent: done\ndata: {"decision":"dec_00000000000070008000000000000000","provider":"p"}\n\n';
    const cut = 'event: error\ndata: {"code":"unavailable","detail":"the connection broke","retryable":true,"decision":"dec_00000000000070008000000000000000"}\n\n';
    await route.fulfill({ contentType: 'text/event-stream', body: `${piece(`answer ${asked.length}`)}${asked.length === 2 ? cut : done}` });
  });
  await page.goto('/playground?a=whole');
  await ready(page);
  const message = page.getByLabel('Your message');
  const a = page.getByRole('region', { name: 'Answer A' });
  await message.fill('one');
  await page.keyboard.press('Control+Enter');
  await expect(a.getByText('end, stop')).toBeVisible();
  await expect(message).toHaveValue('');
  await message.fill('two');
  await page.keyboard.press('Control+Enter');
  await expect(a.getByRole('alert')).toContainText('the connection broke');
  await expect(message).toHaveValue('two');
  await page.keyboard.press('Control+Enter');
  await expect(a.getByText('answer 3')).toBeVisible();
  await expect(a.getByText('answer 1')).toBeVisible();
  expect(asked).toEqual([['user: one'], ['user: one', 'assistant: answer 1', 'user: two'], ['user: one', 'assistant: answer 1', 'user: two']]);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Clear' }).click();
  await message.fill('new');
  await page.keyboard.press('Control+Enter');
  await expect(a.getByText('answer 4')).toBeVisible();
  expect(asked[3]).toEqual(['user: new']);
});
