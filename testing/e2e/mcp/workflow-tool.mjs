// Calls a workflow as a tool with the protocol's own client in TypeScript, which checks results by the schemas of the list.
// Usage: node workflow-tool.mjs URL KEY_FILE
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [url, keyFile] = process.argv.slice(2);
const authorization = `Bearer ${readFileSync(keyFile, "utf8").trim()}`;

const applied = await fetch(new URL("/api/v1/apply", url), {
  method: "POST",
  headers: { authorization, "content-type": "application/yaml" },
  body: `
kind: workflow
id: mcp-greeting
spec:
  tool: Greets a person by name.
  input: {name: {type: string}}
  steps: [{id: hello, transform: "Hello, \${input.name}"}]
`,
});
assert.equal(applied.status, 200, await applied.text());

const client = new Client({ name: "auterity-e2e", version: "0.1.0" });
await client.connect(new StreamableHTTPClientTransport(new URL("/mcp", url), { requestInit: { headers: { authorization } } }));
const call = (given) => client.callTool({ name: "run_mcp-greeting", arguments: given });

const { tools } = await client.listTools();
const tool = tools.find(({ name }) => name === "run_mcp-greeting");
assert.equal(tool?.description, "Greets a person by name.");
assert.deepEqual(tool.inputSchema.required, ["name"]);

const names = Array.from({ length: 8 }, (_, i) => `n${i}`);
const results = await Promise.all(names.map((name) => call({ name })));
assert.deepEqual(results.map(({ structuredContent }) => structuredContent.output), names.map((name) => `Hello, ${name}`));

const refused = await call({ nam: "Ann" });
assert.equal(refused.isError, true);
assert.equal(refused.structuredContent.code, "invalid");
await client.close();
