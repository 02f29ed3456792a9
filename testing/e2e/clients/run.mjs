// Runs each client at each vendor, a turn with a tool, and writes the table of what was answered.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { applyProviders } from "../sdk/upstream/apply.mjs";
import { PRESET_MODELS, startStrict, STRICT_MODELS, TITLES } from "../sdk/upstream/strict.mjs";

const PATIENCE_MS = 120_000;
const WORD = "told-42";
/** What it says has not the word in it; that it ran is seen by its file. */
const COMMAND = "printf 'told-%s' 42 | tee ran.txt";
/** The words that end a turn: to aider, which has no tools, an edit of a file. */
const END = `Hello there.\n\nran.txt\n\`\`\`\n${WORD}\n\`\`\`\n`;
const TURN = {
  told: WORD,
  calls: {
    "^Bash$": { command: COMMAND, description: "Says a word" },
    "^exec_command$": { cmd: COMMAND },
    "^bash$": { command: COMMAND, description: "Says a word" },
    "^run_shell_command$": { command: COMMAND, description: "Says a word", is_background: false },
    "^weather$": { city: "Paris" },
  },
  end: END,
};
const ASKED = "Run the command that you know of, and tell what it says.";

const gateway = process.env.AUTERITY_GATEWAY_URL;
const key = (await readFile(process.env.AUTERITY_KEY_FILE, "utf8")).trim();
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const pythons = process.env.CLIENTS_FOLDER;

const CODEX = (model) => `
model = "${model}"
model_provider = "auterity"
check_for_update_on_startup = false
[analytics]
enabled = false
[model_providers.auterity]
name = "Auterity"
base_url = "${gateway}/v1"
env_key = "AUTERITY_KEY"
wire_api = "responses"
`;

const GEMINI = JSON.stringify({
  security: { auth: { selectedType: "gemini-api-key" } },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  general: { disableAutoUpdate: true, enableAutoUpdate: false },
});

const CLAUDE = (model) => ({
  ANTHROPIC_BASE_URL: gateway,
  ANTHROPIC_AUTH_TOKEN: key,
  ANTHROPIC_MODEL: model,
  ANTHROPIC_SMALL_FAST_MODEL: model,
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
  DISABLE_TELEMETRY: "1",
  DISABLE_ERROR_REPORTING: "1",
  DISABLE_AUTOUPDATER: "1",
});

const QWEN = JSON.stringify({
  security: { auth: { selectedType: "openai" } },
  privacy: { usageStatisticsEnabled: false },
  telemetry: { enabled: false },
  general: { disableAutoUpdate: true, enableAutoUpdate: false },
});

const CONTINUE = (model) => `
name: Auterity
version: 1.0.0
schema: v1
models:
  - name: chat
    provider: openai
    model: ${model}
    apiBase: ${gateway}/v1
    apiKey: ${key}
    roles: [chat, edit, apply]
    capabilities: [tool_use]
`;

const OPENCODE = (model) =>
  JSON.stringify({
    autoupdate: false,
    share: "disabled",
    provider: {
      auterity: {
        npm: "@ai-sdk/openai-compatible",
        name: "Auterity",
        options: { baseURL: `${gateway}/v1`, apiKey: "{env:AUTERITY_KEY}" },
        models: { [model]: { name: "Model" } },
      },
    },
  });

/** Each with its version, the door that it comes through, and what is run in a new folder. */
const CLIENTS = [
  {
    name: "Claude Code",
    version: [here("node_modules/.bin/claude"), "--version"],
    door: "`/v1/messages`",
    env: CLAUDE,
    command: () => [here("node_modules/.bin/claude"), "-p", ASKED, "--allowedTools", "Bash"],
  },
  {
    name: "Codex",
    version: [here("node_modules/.bin/codex"), "--version"],
    door: "`/v1/responses`",
    files: (model) => ({ ".codex/config.toml": CODEX(model) }),
    command: () => [
      ...[here("node_modules/.bin/codex"), "exec", "--skip-git-repo-check"],
      ...["--sandbox", "danger-full-access", ASKED],
    ],
  },
  {
    name: "Gemini CLI",
    version: [here("node_modules/.bin/gemini"), "--version"],
    door: "`/v1beta/models`",
    env: () => ({
      GOOGLE_GEMINI_BASE_URL: gateway,
      GEMINI_API_KEY: key,
      GEMINI_CLI_TRUST_WORKSPACE: "true",
    }),
    files: () => ({ ".gemini/settings.json": GEMINI }),
    command: (model) => [
      ...[here("node_modules/.bin/gemini"), "--yolo", "--model", model, "--prompt", ASKED],
    ],
  },
  {
    name: "Continue",
    version: [here("node_modules/.bin/cn"), "--version"],
    door: "`/v1/chat/completions`",
    env: () => ({ CONTINUE_TELEMETRY_ENABLED: "0", CONTINUE_CLI_ENABLE_TELEMETRY: "0" }),
    files: (model) => ({ "config.yaml": CONTINUE(model) }),
    command: () => [
      ...[here("node_modules/.bin/cn"), "--print", ASKED, "--config", "config.yaml", "--auto"],
    ],
  },
  {
    name: "opencode",
    version: [here("node_modules/.bin/opencode"), "--version"],
    door: "`/v1/chat/completions`",
    env: () => ({ OPENCODE_DISABLE_AUTOUPDATE: "1", OPENCODE_DISABLE_MODELS_FETCH: "1" }),
    files: (model) => ({ "opencode.json": OPENCODE(model) }),
    command: (model) => [
      ...[here("node_modules/.bin/opencode"), "run", "--model", `auterity/${model}`, ASKED],
    ],
  },
  {
    name: "Qwen Code",
    version: [here("node_modules/.bin/qwen"), "--version"],
    door: "`/v1/chat/completions`",
    env: (model) => ({
      OPENAI_BASE_URL: `${gateway}/v1`,
      OPENAI_API_KEY: key,
      OPENAI_MODEL: model,
    }),
    files: () => ({ ".qwen/settings.json": QWEN }),
    command: () => [here("node_modules/.bin/qwen"), "--yolo", "--prompt", ASKED],
  },
  {
    name: "Claude Agent SDK",
    version: packaged("@anthropic-ai/claude-agent-sdk"),
    door: "`/v1/messages`",
    env: CLAUDE,
    command: (model) => [process.execPath, here("node/claude_agent_turn.mjs"), model, ASKED],
  },
  {
    name: "OpenAI Agents SDK",
    version: packaged("@openai/agents"),
    door: "`/v1/responses`",
    command: (model) => [process.execPath, here("node/openai_agents_turn.mjs"), model],
  },
  {
    name: "AI SDK",
    version: packaged("ai"),
    door: "`/v1/chat/completions`",
    command: (model) => [process.execPath, here("node/ai_sdk_turn.mjs"), model],
  },
  {
    name: "LangChain",
    version: python("langchain", "-c", "import importlib.metadata as m; print(m.version('langchain'))"),
    door: "`/v1/chat/completions`",
    env: () => ({ LANGSMITH_TRACING: "false" }),
    command: (model) => python("langchain", here("python/langchain_turn.py"), model),
  },
  {
    name: "pydantic-ai",
    version: python(
      "pydantic-ai",
      "-c",
      "import importlib.metadata as m; print(m.version('pydantic-ai-slim'))",
    ),
    door: "`/v1/chat/completions`",
    command: (model) => python("pydantic-ai", here("python/pydantic_ai_turn.py"), model),
  },
  {
    name: "aider",
    version: [join(pythons, "aider/bin/aider"), "--version"],
    door: "`/v1/chat/completions`",
    env: () => ({ OPENAI_API_BASE: `${gateway}/v1`, OPENAI_API_KEY: key }),
    files: () => ({ "ran.txt": "nothing\n" }),
    command: (model) => [
      ...[join(pythons, "aider/bin/aider"), "--model", `openai/${model}`, "--message", ASKED],
      ...["--edit-format", "whole", "--yes-always", "--no-git", "--no-check-update"],
      ...["--analytics-disable", "--no-show-model-warnings", "--no-stream", "ran.txt"],
    ],
  },
];

/** Tells the version of a package that has no program. */
function packaged(name) {
  return [process.execPath, "-p", `require(${JSON.stringify(here(`node_modules/${name}/package.json`))}).version`];
}

function python(name, ...rest) {
  return [join(pythons, name, "bin/python"), ...rest];
}

const strict = await startStrict(process.env.AUTERITY_TESTKIT, TURN);
const ALL = [...STRICT_MODELS, ...PRESET_MODELS];
/** What came of each client at each model, and its rows of the two tables. */
const rows = { vendors: [], presets: [] };
let failed = 0;
try {
  await applyProviders(process.env.AUTERITY_URL, key, strict.providers);
  for (const client of CLIENTS) {
    const version = (await ran(client.version, tmpdir(), {})).out.match(/[0-9]+(\.[0-9]+)+/)?.[0];
    const cells = [];
    for (const model of ALL) {
      const fault = await turn(client, model);
      failed += fault ? 1 : 0;
      cells.push(fault ? `no: ${fault}` : "yes");
      console.log(`${client.name} ${version}, ${model}: ${cells.at(-1)}`);
    }
    const [vendors, presets] = [cells.slice(0, STRICT_MODELS.length), cells.slice(STRICT_MODELS.length)];
    rows.vendors.push(`| ${client.name} ${version} | ${client.door} | ${vendors.join(" | ")} |`);
    rows.presets.push(`| ${client.name} | ${presets.join(" | ")} |`);
  }
} finally {
  strict.stop();
}
await writeFile(process.argv[2], page());
process.exitCode = failed ? 1 : 0;

/** What was wrong with a turn; nothing where all was right. */
async function turn(client, model) {
  const folder = await mkdtemp(join(tmpdir(), "client-"));
  try {
    for (const [path, text] of Object.entries(client.files?.(model) ?? {})) {
      await mkdir(join(folder, path, ".."), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const { out, status } = await ran(client.command(model), folder, client.env?.(model) ?? {});
    const said = await readFile(join(folder, "ran.txt"), "utf8").catch(() => "");
    if (status === 0 && out.includes("Hello there.") && said.trim() === WORD) {
      return null;
    }
    console.error(out);
    return said.trim() === WORD ? `ended with ${status}` : "its tool did not run";
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a command with a home of its own and nothing of this environment but the path. */
function ran([command, ...rest], folder, env) {
  return new Promise((done) => {
    const process_ = spawn(command, rest, {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      timeout: PATIENCE_MS,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        AUTERITY_GATEWAY_URL: gateway,
        AUTERITY_KEY: key,
        ...env,
      },
    });
    let out = "";
    const more = (piece) => (out += piece);
    process_.stdout.on("data", more);
    process_.stderr.on("data", more);
    process_.on("error", (error) => done({ out: String(error), status: error.code }));
    process_.on("close", (status) => done({ out, status }));
  });
}

function page() {
  const titles = (models) => models.map((model) => TITLES.get(model)).join(" | ");
  const named = (models) => models.map((model) => `\`${model.slice(model.indexOf("/") + 1)}\``).join(" | ");
  return `# Clients

Programs as their makers ship them, each by way of the gateway at each vendor, on ${new Date().toISOString().slice(0, 10)}. In every cell the program asked, its tool ran on this machine, what it said went back, and the
last words came. aider has no tools: it edits a file by what it is answered. Telemetry was off. The vendors are fakes that refuse what the real ones are known to refuse.
\`./auterity verify --clients\` runs the table again and writes this page. SDKs are asked in every check (\`testing/e2e/sdk\`).

| client | door | ${titles(STRICT_MODELS)} |
|---|---|${STRICT_MODELS.map(() => "---|").join("")}
| | | ${named(STRICT_MODELS)} |
${rows.vendors.join("\n")}

The same at vendors and servers that speak OpenAI's language:

| client | ${titles(PRESET_MODELS)} |
|---|${PRESET_MODELS.map(() => "---|").join("")}
| | ${named(PRESET_MODELS)} |
${rows.presets.join("\n")}

Not run: Cline and Open WebUI. What [coding agents](../guide/coding-agents.md) says of them is as their makers document it.
`;
}
