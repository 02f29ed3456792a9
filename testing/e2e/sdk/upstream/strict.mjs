// Vendors that refuse what the real ones refuse, in a process of Java, and a provider for each.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** The name of each fake's vendor, its connector, the path of its API, and a model that it serves. */
const VENDORS = {
  openai: { title: "OpenAI, chat", connector: "openai", path: "/v1", model: "gpt-5.1" },
  responses: { title: "OpenAI, responses", connector: "openai", path: "/v1", model: "gpt-5.1", config: { api: "responses" } },
  anthropic: { title: "Anthropic", connector: "anthropic", path: "/v1", model: "claude-sonnet-4-5" },
  gemini: { title: "Gemini", connector: "gemini", path: "/v1beta", model: "gemini-3.5-flash" },
  ollama: { title: "Ollama", connector: "ollama", path: "", model: "qwen3:8b" },
  openrouter: { title: "OpenRouter", connector: "openrouter", path: "/v1", model: "x/y" },
};

/** The same of vendors that speak OpenAI's language, each by its preset. */
const PRESETS = {
  deepseek: { title: "DeepSeek", path: "", model: "deepseek-chat" },
  mistral: { title: "Mistral", path: "/v1", model: "mistral-large-latest" },
  groq: { title: "Groq", path: "/openai/v1", model: "llama-3.3-70b-versatile" },
  xai: { title: "xAI", path: "/v1", model: "grok-4.3" },
  cerebras: { title: "Cerebras", path: "/v1", model: "gpt-oss-120b" },
  fireworks: { title: "Fireworks", path: "/inference/v1", model: "accounts/fireworks/models/kimi-k2" },
  together: { title: "Together", path: "/v1", model: "Qwen/Qwen3-235B" },
  vllm: { title: "vLLM", path: "/v1", model: "Qwen/Qwen3-8B" },
};

const ALL = {
  ...VENDORS,
  ...Object.fromEntries(
    Object.entries(PRESETS).map(([name, of]) => [name, { connector: name, ...of }]),
  ),
};

const called = ([vendor, { model }]) => `strict-${vendor}/${model}`;

/** How a caller names a model of each vendor. */
export const STRICT_MODELS = Object.entries(VENDORS).map(called);

/** The same of each preset. */
export const PRESET_MODELS = Object.entries(PRESETS).map(called);

/** The vendor's name of each of these. */
export const TITLES = new Map(Object.entries(ALL).map((entry) => [called(entry), entry[1].title]));

/**
 * Starts them.
 *
 * @param classpath with the testkit
 * @param turn what they answer: `told` by the tool, `end`, and `calls` by the tool's expression
 * @returns the providers, and what ends the process
 */
export async function startStrict(classpath, turn) {
  const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : "java";
  const fakes = spawn(
    java,
    ["-XX:TieredStopAtLevel=1", "-cp", classpath, "io.auterity.testkit.strict.StrictVendors", JSON.stringify(turn)],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const ports = await Promise.race([
    once(createInterface(fakes.stdout), "line").then(([line]) => JSON.parse(line)),
    once(fakes, "exit").then(() => Promise.reject(new Error("the strict vendors have not started"))),
  ]);
  const providers = Object.entries(ALL).map(([vendor, { connector, path, model, config }]) => ({
    kind: "provider",
    id: `strict-${vendor}`,
    spec: {
      connector,
      config: { url: `http://127.0.0.1:${ports[vendor]}${path}`, ...config },
      models: [model],
      unverified: true,
    },
  }));
  return { providers, stop: () => fakes.stdin.end() };
}
