import assert from "node:assert/strict";
import test from "node:test";
import { BadRequestError, toFile } from "openai";
import { SOUND } from "../upstream/media.mjs";
import { client, lastSent } from "./client.mjs";
import { MEDIA_MODEL } from "./models.mjs";

const model = MEDIA_MODEL;
const sound = () => toFile(Buffer.from([1, 2, 3]), "hello.wav");
const picture = (name) => toFile(Buffer.from([1, 2, 3]), name, { type: "image/png" });

test("judges texts", async () => {
  const { data, response } = await client()
    .moderations.create({ model, input: ["a", "b"] })
    .withResponse();

  assert.equal(data.results[0].flagged, true);
  assert.equal(data.results[0].categories.violence, true);
  assert.equal(data.results[0].category_scores.violence, 0.9);
  assert.equal(response.headers.get("auterity-provider"), "sdk-upstream");
});

test("makes pictures", async () => {
  const made = await client().images.generate({ model, prompt: "A cat.", size: "1024x1024" });

  assert.equal(Buffer.from(made.data[0].b64_json, "base64").subarray(1, 4).toString(), "PNG");
  assert.equal(made.usage.total_tokens, 282);
  assert.equal(JSON.parse(await lastSent("/v1/images/generations")).size, "1024x1024");
});

test("changes several pictures", async () => {
  const image = [await picture("a.png"), await picture("b.png")];

  const made = await client().images.edit({ model, prompt: "A dog.", image, n: 1 });

  assert.ok(made.data[0].b64_json);
  const sent = await lastSent("/v1/images/edits");
  assert.match(sent, /name="image\[\]"; filename="a\.png"\r\nContent-Type: image\/png/);
  assert.match(sent, /filename="b\.png"/);
});

test("writes down what was said", async () => {
  const said = await client().audio.transcriptions.create({ model, file: await sound() });

  assert.equal(said.text, "Hello there.");
  assert.match(await lastSent("/v1/audio/transcriptions"), /filename="hello\.wav"/);
});

test("tells when it was said", async () => {
  const said = await client().audio.transcriptions.create({
    model,
    file: await sound(),
    response_format: "verbose_json",
    timestamp_granularities: ["word", "segment"],
  });

  assert.equal(said.duration, 2.5);
  assert.equal(said.words[0].word, "Hello");
  assert.equal(said.segments[0].end, 2.5);
});

test("makes subtitles", async () => {
  const said = await client().audio.transcriptions.create({
    model,
    file: await sound(),
    response_format: "srt",
  });

  assert.equal(said, "1\n00:00:00,000 --> 00:00:02,500\nHello there.\n\n");
});

test("translates what was said", async () => {
  const said = await client().audio.translations.create({ model, file: await sound() });

  assert.equal(said.text, "Hello there.");
});

test("says a text", async () => {
  const said = await client().audio.speech.create({ model, voice: "alloy", input: "Hello." });

  assert.equal(said.headers.get("content-type"), "audio/mpeg");
  assert.deepEqual(Buffer.from(await said.arrayBuffer()), SOUND);
});

test("ranks documents, which the SDK has no method for", async () => {
  const ranked = await client().post("/rerank", {
    body: { model, query: "lunch", documents: ["a", "b"], return_documents: true },
  });

  assert.deepEqual(ranked.results, [
    { index: 1, relevance_score: 0.9, document: { text: "b" } },
  ]);
});

test("refuses a stream of pictures with the SDK's own error", async () => {
  await assert.rejects(
    client().images.generate({ model, prompt: "A cat.", stream: true }),
    (error) => error instanceof BadRequestError && error.param === "stream",
  );
});
