import assert from "node:assert/strict";
import test from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import { COUNTED } from "../upstream/start.mjs";
import { anthropic, sentMessages, user } from "./client.mjs";
import { CHAT_MODEL, CLAUDE_MODEL } from "./models.mjs";

const model = CLAUDE_MODEL;
const max_tokens = 100;
const { messages } = anthropic();

async function rejection(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: "the call succeeded" });
}

test("hands on all that the upstream should see", async () => {
  const request = {
    model,
    max_tokens,
    system: [{ type: "text", text: "be brief", cache_control: { type: "ephemeral", ttl: "1h" } }],
    messages: [
      {
        role: "user",
        content: [
          { type: "image", source: { type: "base64", media_type: "image/png", data: "AAAA" } },
          { type: "document", source: { type: "url", url: "https://example.org/a.pdf" }, title: "A" },
          { type: "text", text: "What is the capital of France?" },
        ],
      },
    ],
    temperature: 1,
    stop_sequences: ["END"],
    metadata: { user_id: "ann-1" },
    tools: [
      { name: "now", description: "the time", input_schema: { type: "object", properties: {} } },
      { type: "web_search_20250305", name: "web_search", max_uses: 2 },
    ],
    tool_choice: { type: "auto", disable_parallel_tool_use: true },
    thinking: { type: "adaptive" },
  };

  await messages.create(request, { headers: { "anthropic-beta": "a-beta-2026-01-01" } });

  const { body, headers } = (await sentMessages()).at(-1);
  for (const [name, value] of Object.entries(request)) {
    assert.deepEqual(body[name], value, name);
  }
  assert.equal(headers["anthropic-beta"], "a-beta-2026-01-01");
});

test("thoughts come with their signature and go back with it", async () => {
  const question = user("think first");
  const answer = await messages.create({ model, max_tokens, messages: question });

  const [thought, text] = answer.content;
  assert.equal(thought.type, "thinking");
  assert.ok(thought.signature);
  assert.equal(text.text, "42");

  const turns = [
    ...question,
    { role: "assistant", content: answer.content },
    ...user("What is the capital of France?"),
  ];
  await messages.create({ model, max_tokens, messages: turns });
  const { body } = (await sentMessages()).at(-1);
  assert.deepEqual(body.messages[1].content[0], thought);
});

test("counts tokens by the vendor", async () => {
  const { data, response } = await messages
    .countTokens({ model, messages: user("What is the capital of France?") })
    .withResponse();

  assert.equal(data.input_tokens, COUNTED);
  assert.equal(response.headers.get("auterity-estimated"), null);
});

test("estimates tokens where the vendor does not count", async () => {
  const { data, response } = await messages
    .countTokens({ model: CHAT_MODEL, messages: user("What is the capital of France?") })
    .withResponse();

  assert.ok(data.input_tokens > 3 && data.input_tokens < 30);
  assert.equal(response.headers.get("auterity-estimated"), "true");
});

test("lists models page by page", async () => {
  const ids = [];
  for await (const one of anthropic().models.list({ limit: 2 })) {
    assert.equal(one.type, "model");
    ids.push(one.id);
  }

  assert.ok(ids.includes(CLAUDE_MODEL) && ids.includes(CHAT_MODEL));
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.length > 2);
  assert.equal((await anthropic().models.retrieve(CLAUDE_MODEL)).id, CLAUDE_MODEL);
});

test("takes the key in either header, and no two that differ", async () => {
  const key = anthropic().apiKey;
  const bearer = anthropic({ apiKey: null, authToken: key });
  assert.ok((await bearer.models.list()).data.length > 0);

  const other = anthropic({ defaultHeaders: { authorization: "Bearer ak_other" } });
  const error = await rejection(other.models.list());
  assert.ok(error instanceof Anthropic.AuthenticationError);
});

test("errors have their class, their type and the id of their request", async () => {
  const unknown = await rejection(
    messages.create({ model: "no-such-model", max_tokens, messages: user("hi") }),
  );
  assert.ok(unknown instanceof Anthropic.NotFoundError);
  assert.equal(unknown.error.error.type, "not_found_error");
  assert.match(unknown.requestID, /^dec_[0-9a-f]{32}$/);
  assert.equal(unknown.error.request_id, unknown.requestID);

  const wrong = await rejection(messages.create({ model, max_tokens, messages: [] }));
  assert.ok(wrong instanceof Anthropic.BadRequestError);
  assert.match(wrong.requestID, /^req_/);

  const nobody = await rejection(anthropic({ apiKey: "ak_unknown" }).models.list());
  assert.ok(nobody instanceof Anthropic.AuthenticationError);
});

test("a stream that breaks off ends with an error after what was said", async () => {
  const said = [];
  const error = await rejection(
    (async () => {
      const stream = await messages.create({
        model,
        max_tokens,
        stream: true,
        messages: user("please break off"),
      });
      for await (const event of stream) {
        assert.notEqual(event.type, "message_stop");
        said.push(event.delta?.text ?? "");
      }
    })(),
  );

  assert.ok(error instanceof Anthropic.APIError);
  assert.match(said.join(""), /^This answe/);
});
