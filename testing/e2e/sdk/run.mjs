import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { run } from "node:test";
import { junit, spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";
import { applyResources } from "./upstream/apply.mjs";
import { startUpstream } from "./upstream/start.mjs";

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
];
const PATIENCE_MS = 60_000;

const [report] = process.argv.slice(2);
for (const name of ["AUTERITY_GATEWAY_URL", "AUTERITY_KEY_FILE"]) {
  if (!process.env[name]) {
    console.error(`${name} is not set`);
    process.exit(2);
  }
}

const upstream = process.env.AUTERITY_URL ? await prepared(process.env.AUTERITY_URL) : null;
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

async function prepared(consoleUrl) {
  const mock = await startUpstream();
  process.env.AUTERITY_UPSTREAM_URL = mock.url;
  const key = (await readFile(process.env.AUTERITY_KEY_FILE, "utf8")).trim();
  await applyResources(consoleUrl, key, mock.url);
  return mock;
}
