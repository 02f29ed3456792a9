import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout } from "node:timers/promises";
import { client, left, user } from "./client.mjs";
import { CHAT_MODEL } from "./models.mjs";

const model = CHAT_MODEL;
const completions = client().chat.completions;
const messages = user("What is the capital of France?");

test("streams an answer", async () => {
  const chunks = [];
  for await (const chunk of await completions.create({ model, messages, stream: true })) {
    chunks.push(chunk);
  }

  const text = chunks.map((chunk) => chunk.choices[0].delta.content ?? "").join("");
  assert.equal(text, "The capital of France is Paris.");
  assert.equal(chunks[0].object, "chat.completion.chunk");
  assert.equal(chunks[0].choices[0].delta.role, "assistant");
  assert.equal(chunks.at(-1).choices[0].finish_reason, "stop");
  assert.ok(chunks.every((chunk) => chunk.usage === undefined));
});

test("tells the usage of a stream to who asks", async () => {
  const chunks = [];
  const stream = await completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  for await (const chunk of stream) {
    chunks.push(chunk);
  }

  assert.equal(chunks[0].usage, undefined); // as the upstream said it
  assert.deepEqual(chunks.at(-1).choices, []);
  assert.equal(chunks.at(-1).usage.total_tokens, 21);
});

test("works with the SDK's own stream", async () => {
  const stream = completions.stream({ model, messages });

  assert.equal(await stream.finalContent(), "The capital of France is Paris.");
  assert.equal((await stream.finalChatCompletion()).choices[0].finish_reason, "stop");
});

test("streams calls of tools", async () => {
  const stream = completions.stream({
    model,
    messages: user("What is the weather in Paris?"),
    tools: [{ type: "function", function: { name: "get_weather", parameters: {} } }],
  });

  const completion = await stream.finalChatCompletion();

  const [call] = completion.choices[0].message.tool_calls;
  assert.equal(completion.choices[0].finish_reason, "tool_calls");
  assert.equal(call.id, "call_paris");
  assert.deepEqual(JSON.parse(call.function.arguments), { city: "Paris" });
});

test("passes pieces on as they come", async () => {
  const times = [];
  const stream = await completions.create({
    model,
    messages: user("talk for a long time"),
    stream: true,
  });
  for await (const chunk of stream) {
    if (chunk.choices[0].delta.content) {
      times.push(performance.now());
    }
    if (times.length === 4) {
      break;
    }
  }

  const gaps = times.slice(1).map((time, i) => time - times[i]);
  assert.ok(gaps.every((gap) => gap > 50), `gaps of ${gaps} ms: pieces were held back`);
});

test("ends the upstream's work when the caller goes", async () => {
  const marker = `talk for a long time, ${Date.now()}`;
  const stream = await completions.create({ model, messages: user(marker), stream: true });
  for await (const chunk of stream) {
    if (chunk.choices[0].delta.content) {
      break;
    }
  }

  const deadline = performance.now() + 10_000;
  while (!(await left()).some((body) => body.includes(marker))) {
    assert.ok(performance.now() < deadline, "the upstream was never told");
    await setTimeout(50);
  }
});
