import assert from "node:assert/strict";
import test from "node:test";
import OpenAI from "openai";
import { client, user } from "./client.mjs";
import { EMBEDDING_MODEL } from "./models.mjs";

async function rejection(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: "the call succeeded" });
}

test("an unknown key is an AuthenticationError", async () => {
  const error = await rejection(client({ apiKey: "ak_unknown" }).models.list());

  assert.ok(error instanceof OpenAI.AuthenticationError);
  assert.equal(error.code, "invalid_api_key");
});

test("a path that is not served is a NotFoundError", async () => {
  const error = await rejection(client().responses.create({ model: "m", input: "hi" }));

  assert.ok(error instanceof OpenAI.NotFoundError);
});

test("a model that nobody offers is a NotFoundError", async () => {
  const error = await rejection(
    client().chat.completions.create({ model: "no-such-model", messages: user("hi") }),
  );

  assert.ok(error instanceof OpenAI.NotFoundError);
  assert.equal(error.code, "model_not_found");
  assert.equal(error.param, "model");
});

test("a model without the operation is unsupported", async () => {
  const error = await rejection(
    client().chat.completions.create({ model: EMBEDDING_MODEL, messages: user("hi") }),
  );

  assert.ok(error instanceof OpenAI.BadRequestError);
  assert.equal(error.code, "unsupported");
});

test("token arrays are refused with their reason", async () => {
  const error = await rejection(
    client().embeddings.create({ model: EMBEDDING_MODEL, input: [1, 2, 3] }),
  );

  assert.ok(error instanceof OpenAI.BadRequestError);
  assert.equal(error.code, "unsupported");
  assert.equal(error.param, "input");
  assert.match(error.message, /token arrays/);
});

test("a field that could not be answered is refused, not dropped", async () => {
  const error = await rejection(
    client().chat.completions.create({
      model: "m",
      messages: user("hi"),
      modalities: ["text", "video"],
    }),
  );

  assert.ok(error instanceof OpenAI.BadRequestError);
  assert.equal(error.code, "unsupported");
  assert.equal(error.param, "modalities");
});

test("a field of the wrong kind is named", async () => {
  const error = await rejection(
    client().chat.completions.create({ model: "m", messages: [{ role: "user", content: 7 }] }),
  );

  assert.ok(error instanceof OpenAI.BadRequestError);
  assert.equal(error.param, "messages[0].content");
});
