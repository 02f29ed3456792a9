import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { run } from "node:test";
import { junit, spec } from "node:test/reporters";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { EMBEDDING_MODEL } from "./test/models.mjs";
import { applyResources } from "./upstream/apply.mjs";
import { startUpstream } from "./upstream/start.mjs";
import { startStrict } from "./upstream/strict.mjs";
import { TURN } from "./test/turn.mjs";

const TESTS = ["models", "embeddings", "errors", "files"];
const NEEDS_UPSTREAM = [
  "chat",
  "completions",
  "responses",
  "streaming",
  "upstream-errors",
  "anthropic",
  "crosswise",
  "media",
  "gemini",
  "ollama",
  "batches",
  "tunings",
  "strict",
];
const PATIENCE_MS = 60_000;

const [report] = process.argv.slice(2);
const needed = ["AUTERITY_GATEWAY_URL", "AUTERITY_KEY_FILE"];
for (const name of process.env.AUTERITY_URL ? [...needed, "AUTERITY_TESTKIT"] : needed) {
  if (!process.env[name]) {
    console.error(`${name} is not set`);
    process.exit(2);
  }
}

const credential = (await readFile(process.env.AUTERITY_KEY_FILE, "utf8")).trim();
const strict = process.env.AUTERITY_URL
  ? await startStrict(process.env.AUTERITY_TESTKIT, TURN)
  : null;
const upstream = strict ? await prepared(process.env.AUTERITY_URL, strict.providers) : null;
await offered(EMBEDDING_MODEL);
const names = upstream ? [...TESTS, ...NEEDS_UPSTREAM] : TESTS;
const events = run({
  files: names.map((name) => fileURLToPath(new URL(`test/${name}.test.mjs`, import.meta.url))),
  timeout: PATIENCE_MS,
});
events.on("test:fail", () => (process.exitCode = 1));
events.compose(new spec()).pipe(process.stdout);
const written = events.compose(junit).pipe(createWriteStream(report));
await new Promise((done) => written.on("finish", done));
await upstream?.stop();
strict?.stop();

async function prepared(consoleUrl, providers) {
  const mock = await startUpstream();
  process.env.AUTERITY_UPSTREAM_URL = mock.url;
  await applyResources(consoleUrl, credential, mock.url, providers);
  return mock;
}

/** A provider in the server offers its models when it has been looked at for the first time. */
async function offered(model) {
  const url = new URL("/v1/models", process.env.AUTERITY_GATEWAY_URL);
  const headers = { authorization: `Bearer ${credential}` };
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await setTimeout(250)) {
    const answer = await fetch(url, { headers });
    if (answer.ok && (await answer.json()).data.some(({ id }) => id === model)) {
      return;
    }
  }
  throw new Error(`nobody offers ${model} at ${url}`);
}
