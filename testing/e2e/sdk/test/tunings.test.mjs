import assert from "node:assert/strict";
import test from "node:test";
import OpenAI, { toFile } from "openai";
import { TRAINED } from "../upstream/tunings.mjs";
import { client, lastSent } from "./client.mjs";
import { CHAT_MODEL } from "./models.mjs";

const { files, fineTuning } = client();
const { jobs } = fineTuning;

const EXAMPLES = '{"messages":[{"role":"user","content":"Größe?"}]}\n';

async function created(more = {}) {
  const file = await files.create({
    file: await toFile(Buffer.from(EXAMPLES), "examples.jsonl"),
    purpose: "fine-tune",
  });
  return jobs.create({ model: CHAT_MODEL, training_file: file.id, ...more });
}

test("a job is begun with a file that was uploaded here, and followed to its end", async () => {
  const job = await created({ suffix: "mine", seed: 7, metadata: { team: "a" } });

  assert.match(job.id, /^ftjob-[0-9a-f]{32}$/);
  assert.equal(job.status, "queued");
  assert.match(await lastSent("/v1/files"), /Größe/);
  const sent = JSON.parse(await lastSent("/v1/fine_tuning/jobs"));
  assert.match(sent.training_file, /^file-upstream-/);
  assert.deepEqual([sent.model, sent.suffix, sent.seed], [CHAT_MODEL, "mine", 7]);
  assert.deepEqual(job.metadata, { team: "a" });
  assert.equal((await jobs.retrieve(job.id)).status, "running");

  const done = await jobs.retrieve(job.id);

  assert.equal(done.status, "succeeded");
  assert.equal(done.fine_tuned_model, `ft:${CHAT_MODEL}:mine`);
  assert.equal(done.trained_tokens, TRAINED);
  assert.deepEqual(await jobs.retrieve(job.id), done);
});

test("jobs and their events are listed", async () => {
  const { id } = await created();

  const seen = [];
  for await (const job of jobs.list({ limit: 1 })) {
    seen.push(job.id);
  }
  const events = [];
  for await (const event of jobs.listEvents(id)) {
    events.push(event.message);
  }

  assert.equal(seen[0], id);
  assert.equal(new Set(seen).size, seen.length);
  assert.deepEqual(events, ["Created fine-tuning job"]);
});

test("a job can be cancelled", async () => {
  const { id } = await created();

  assert.equal((await jobs.cancel(id)).status, "cancelled");
  assert.equal((await jobs.retrieve(id)).status, "cancelled");
});

test("a job that is nobody's is not found", async () => {
  await assert.rejects(jobs.retrieve(`ftjob-${"0".repeat(32)}`), OpenAI.NotFoundError);
});
