import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout } from "node:timers/promises";
import { toFile } from "openai";
import { anthropic, client, user } from "./client.mjs";
import { CHAT_MODEL, CLAUDE_MODEL } from "./models.mjs";

const { batches, files } = client();
const messages = anthropic().messages;
const question = user("What is the capital of France?");

async function ended(retrieve, isEnded) {
  for (;;) {
    const batch = await retrieve();
    if (isEnded(batch)) {
      return batch;
    }
    await setTimeout(50);
  }
}

const openAiEnded = ({ status }) => ["completed", "failed", "expired", "cancelled"].includes(status);

async function created(lines) {
  const text = lines.map((line) => JSON.stringify(line)).join("\n");
  const file = await files.create({
    file: await toFile(Buffer.from(text), "lines.jsonl"),
    purpose: "batch",
  });
  return batches.create({
    input_file_id: file.id,
    endpoint: "/v1/chat/completions",
    completion_window: "24h",
    metadata: { job: "nightly" },
  });
}

const line = (custom_id, body) => ({
  custom_id,
  method: "POST",
  url: "/v1/chat/completions",
  body,
});

async function results(id) {
  const text = await (await files.content(id)).text();
  return text
    .trim()
    .split("\n")
    .map((one) => JSON.parse(one));
}

test("a batch of OpenAI's has its answers in one file and its errors in another", async () => {
  const batch = await created([
    line("good", { model: CHAT_MODEL, messages: question }),
    line("bad", { model: "nobody-has-it", messages: question }),
  ]);
  assert.deepEqual(batch.metadata, { job: "nightly" });

  const done = await ended(() => batches.retrieve(batch.id), openAiEnded);

  assert.equal(done.status, "completed");
  assert.deepEqual(done.request_counts, { total: 2, completed: 1, failed: 1 });
  const [good] = await results(done.output_file_id);
  assert.equal(good.custom_id, "good");
  assert.equal(good.response.status_code, 200);
  assert.match(good.response.body.choices[0].message.content, /Paris/);
  const [bad] = await results(done.error_file_id);
  assert.equal(bad.custom_id, "bad");
  assert.equal(bad.response.status_code, 404);
  assert.equal(bad.response.body.error.code, "model_not_found");
});

test("a file that is no batch says where", async () => {
  const batch = await created([line("a", {}), line("a", {})]);

  const done = await ended(() => batches.retrieve(batch.id), openAiEnded);

  assert.equal(done.status, "failed");
  assert.deepEqual(
    done.errors.data.map(({ line: at, code }) => [at, code]),
    [[2, "duplicate_custom_id"]],
  );
});

test("batches are listed page by page", async () => {
  const { id } = await created([line("a", { model: CHAT_MODEL, messages: question })]);

  const seen = [];
  for await (const batch of batches.list({ limit: 1 })) {
    seen.push(batch.id);
  }

  assert.equal(seen[0], id);
  assert.equal(new Set(seen).size, seen.length);
});

test("a batch of Anthropic's streams its results", async () => {
  const params = { model: CLAUDE_MODEL, max_tokens: 100, messages: question };
  const batch = await messages.batches.create({
    requests: [
      { custom_id: "good", params },
      { custom_id: "bad", params: { ...params, model: "nobody-has-it" } },
    ],
  });
  assert.equal(batch.type, "message_batch");

  const done = await ended(
    () => messages.batches.retrieve(batch.id),
    ({ processing_status }) => processing_status === "ended",
  );

  assert.equal(done.request_counts.succeeded, 1);
  assert.equal(done.request_counts.errored, 1);
  const told = {};
  for await (const { custom_id, result } of await messages.batches.results(batch.id)) {
    told[custom_id] = result;
  }
  assert.equal(told.good.type, "succeeded");
  assert.match(told.good.message.content[0].text, /Paris/);
  assert.equal(told.bad.type, "errored");
  assert.equal(told.bad.error.error.type, "not_found_error");
  const listed = [];
  for await (const { id } of messages.batches.list({ limit: 1 })) {
    listed.push(id);
  }
  assert.equal(listed[0], batch.id);
  assert.equal((await messages.batches.delete(batch.id)).type, "message_batch_deleted");
});

test("a batch can be cancelled", async () => {
  const batch = await created([line("a", { model: CHAT_MODEL, messages: question })]);

  await batches.cancel(batch.id).catch((error) => assert.equal(error.status, 409));

  const done = await ended(() => batches.retrieve(batch.id), openAiEnded);
  assert.ok(["cancelled", "completed"].includes(done.status), done.status);
});
