import assert from "node:assert/strict";
import test from "node:test";
import { client } from "./client.mjs";
import { EMBEDDING_MODEL } from "./models.mjs";

const model = EMBEDDING_MODEL;

function dot(a, b) {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

test("turns a text into a vector of length 1", async () => {
  const answer = await client().embeddings.create({ model, input: "a cat sleeps" });

  assert.equal(answer.object, "list");
  assert.equal(answer.model, model);
  assert.equal(answer.data.length, 1);
  const [{ embedding, index }] = answer.data;
  assert.equal(index, 0);
  assert.ok(embedding.length > 100);
  assert.ok(Math.abs(dot(embedding, embedding) - 1) < 1e-3);
  assert.ok(answer.usage.prompt_tokens > 0);
});

test("gives the same vector as numbers and as base64", async () => {
  const input = "a cat sleeps";
  const unspecified = await client().embeddings.create({ model, input });
  const numbers = await client().embeddings.create({ model, input, encoding_format: "float" });
  const text = await client().embeddings.create({ model, input, encoding_format: "base64" });

  assert.deepEqual(unspecified.data[0].embedding, numbers.data[0].embedding.map(Math.fround));
  assert.equal(typeof text.data[0].embedding, "string");
});

test("keeps the order of several texts, and near meanings near", async () => {
  const input = ["a cat sleeps", "the kitten is napping", "interest rates rose"];

  const { data } = await client().embeddings.create({ model, input });

  assert.deepEqual(data.map((item) => item.index), [0, 1, 2]);
  const [cat, kitten, rates] = data.map((item) => item.embedding);
  assert.ok(dot(cat, kitten) > dot(cat, rates));
});

test("names who answered", async () => {
  const { response } = await client()
    .embeddings.create({ model, input: "hi" })
    .withResponse();

  assert.match(response.headers.get("auterity-decision"), /^dec_[0-9a-f]{32}$/);
  assert.ok(response.headers.get("auterity-provider"));
});
