import { readFileSync } from "node:fs";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { Ollama } from "ollama";
import OpenAI from "openai";

/** The SDK as anybody would set it up; failures are seen at once instead of after repetitions. */
export function client(options = {}) {
  return new OpenAI({
    baseURL: `${process.env.AUTERITY_GATEWAY_URL}/v1`,
    apiKey: readFileSync(process.env.AUTERITY_KEY_FILE, "utf8").trim(),
    maxRetries: 0,
    ...options,
  });
}

/** Anthropic's SDK as anybody would set it up. */
export function anthropic(options = {}) {
  return new Anthropic({
    baseURL: process.env.AUTERITY_GATEWAY_URL,
    apiKey: readFileSync(process.env.AUTERITY_KEY_FILE, "utf8").trim(),
    maxRetries: 0,
    ...options,
  });
}

/** Google's SDK as anybody would set it up. */
export function gemini(options = {}) {
  return new GoogleGenAI({
    apiKey: readFileSync(process.env.AUTERITY_KEY_FILE, "utf8").trim(),
    httpOptions: { baseUrl: process.env.AUTERITY_GATEWAY_URL },
    ...options,
  });
}

/** Ollama's client as anybody would set it up. */
export function ollama(key = readFileSync(process.env.AUTERITY_KEY_FILE, "utf8").trim()) {
  return new Ollama({
    host: process.env.AUTERITY_GATEWAY_URL,
    headers: { authorization: `Bearer ${key}` },
  });
}

/** The messages that came to the upstream since it began, as they came, the newest last. */
export async function sentMessages() {
  const response = await fetch(`${process.env.AUTERITY_UPSTREAM_URL}/sent`);
  return (await response.json())
    .filter((entry) => entry.path === "/v1/messages")
    .map(({ headers, body }) => ({ headers, body: JSON.parse(body) }));
}

/** The body of the newest request of that path that came to the upstream, byte by byte. */
export async function lastSent(path) {
  const response = await fetch(`${process.env.AUTERITY_UPSTREAM_URL}/sent`);
  return (await response.json()).filter((entry) => entry.path === path).at(-1).body;
}

/** What the upstream has received since it began, the newest last. */
export async function journal() {
  const response = await fetch(`${process.env.AUTERITY_UPSTREAM_URL}/__aimock/journal`);
  return (await response.json()).filter((entry) => entry.path === "/v1/chat/completions");
}

/** Bodies of the requests whose caller left before the upstream had answered. */
export async function left() {
  const response = await fetch(`${process.env.AUTERITY_UPSTREAM_URL}/left`);
  return response.json();
}

export function user(content) {
  return [{ role: "user", content }];
}
