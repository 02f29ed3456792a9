import assert from "node:assert/strict";
import test from "node:test";
import { client, journal } from "./client.mjs";
import { CHAT_MODEL, CLAUDE_MODEL } from "./models.mjs";

const model = CHAT_MODEL;
const prompt = "What is the capital of France?";
const completions = client().completions;

test("answers", async () => {
  const completion = await completions.create({ model, prompt, max_tokens: 50, seed: 7 });

  assert.equal(completion.object, "text_completion");
  assert.equal(completion.choices[0].text, "The capital of France is Paris.");
  assert.equal(completion.choices[0].finish_reason, "stop");
  assert.equal(completion.usage.total_tokens, 21);
  const { body } = (await journal()).at(-1);
  assert.deepEqual(body.messages, [{ role: "user", content: prompt }]);
  assert.equal(body.max_completion_tokens, 50);
  assert.equal(body.seed, 7);
});

test("answers several prompts in their order, by any vendor", async () => {
  const completion = await completions.create({
    model: CLAUDE_MODEL,
    prompt: [prompt, "Describe a person as JSON"],
  });

  assert.deepEqual(
    completion.choices.map(({ index, text }) => [index, text]),
    [
      [0, "The capital of France is Paris."],
      [1, '{"name":"Ada","born":1815}'],
    ],
  );
});

test("streams one after the other", async () => {
  const texts = ["", ""];
  const stream = await completions.create({
    model,
    prompt: [prompt, "Describe a person as JSON"],
    stream: true,
  });
  for await (const chunk of stream) {
    for (const { index, text } of chunk.choices) {
      texts[index] += text;
    }
  }

  assert.deepEqual(texts, ["The capital of France is Paris.", '{"name":"Ada","born":1815}']);
});

test("refuses tokens, by name", async () => {
  await assert.rejects(completions.create({ model, prompt: [1212, 318] }), {
    status: 400,
    param: "prompt",
  });
});
