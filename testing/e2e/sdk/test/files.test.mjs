import assert from "node:assert/strict";
import test from "node:test";
import OpenAI, { toFile } from "openai";
import { client } from "./client.mjs";

const { files } = client();

const upload = async (text, more = {}) =>
  files.create({ file: await toFile(Buffer.from(text), "lines.jsonl"), purpose: "batch", ...more });

test("a file comes back as it was", async () => {
  const text = `{"custom_id": "größer"}\n${"x".repeat(600_000)}\n`;

  const file = await upload(text);
  const content = await files.content(file.id);

  assert.equal(file.object, "file");
  assert.equal(file.filename, "lines.jsonl");
  assert.equal(file.bytes, Buffer.byteLength(text));
  assert.equal(await content.text(), text);
  assert.deepEqual(await files.retrieve(file.id), file);
  await files.delete(file.id);
});

test("lists come page by page", async () => {
  const made = [];
  for (const text of ["a", "b", "c"]) {
    made.unshift((await upload(text)).id);
  }

  const seen = [];
  for await (const file of files.list({ limit: 1, purpose: "batch" })) {
    seen.push(file.id);
  }

  assert.deepEqual(
    seen.filter((id) => made.includes(id)),
    made,
  );
  for (const id of made) {
    assert.equal((await files.delete(id)).deleted, true);
  }
});

test("a file says when it expires", async () => {
  const file = await upload("a", { expires_after: { anchor: "created_at", seconds: 7200 } });

  assert.equal(file.expires_at - file.created_at, 7200);
  await files.delete(file.id);
});

test("a deleted file is not found", async () => {
  const { id } = await upload("a");
  await files.delete(id);

  await assert.rejects(files.retrieve(id), OpenAI.NotFoundError);
  await assert.rejects(files.content(id), OpenAI.NotFoundError);
});

test("a purpose for which nothing is kept is refused", async () => {
  const file = await toFile(Buffer.from("a"), "a.txt");

  await assert.rejects(files.create({ file, purpose: "assistants" }), OpenAI.BadRequestError);
});
