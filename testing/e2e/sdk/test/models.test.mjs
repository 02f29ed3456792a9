import assert from "node:assert/strict";
import test from "node:test";
import OpenAI from "openai";
import { client } from "./client.mjs";
import { EMBEDDING_MODEL } from "./models.mjs";

test("lists the models that can be called", async () => {
  const models = [];
  for await (const model of client().models.list()) {
    models.push(model);
  }

  const mine = models.find((model) => model.id === EMBEDDING_MODEL);
  assert.equal(mine?.object, "model");
  assert.equal(typeof mine.owned_by, "string");
  assert.equal(new Set(models.map((model) => model.id)).size, models.length);
});

test("finds one model", async () => {
  const model = await client().models.retrieve(EMBEDDING_MODEL);

  assert.equal(model.id, EMBEDDING_MODEL);
});

test("says which model it does not know", async () => {
  await assert.rejects(client().models.retrieve("no/such model"), (error) => {
    assert.ok(error instanceof OpenAI.NotFoundError);
    assert.equal(error.code, "model_not_found");
    return true;
  });
});
