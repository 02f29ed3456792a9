import assert from "node:assert/strict";
import test from "node:test";
import { client, journal, user } from "./client.mjs";
import { CHAT_MODEL, REASONING_MODEL } from "./models.mjs";

const model = CHAT_MODEL;
const completions = client().chat.completions;

test("answers", async () => {
  const { data, response } = await completions
    .create({ model, messages: user("What is the capital of France?") })
    .withResponse();

  assert.equal(data.object, "chat.completion");
  assert.equal(data.choices[0].message.content, "The capital of France is Paris.");
  assert.equal(data.choices[0].finish_reason, "stop");
  assert.equal(data.usage.prompt_tokens, 14);
  assert.equal(data.usage.total_tokens, 21);
  assert.match(response.headers.get("auterity-decision"), /^dec_[0-9a-f]{32}$/);
  assert.equal(response.headers.get("auterity-provider"), "sdk-upstream");
});

test("hands on all that the upstream should see", async () => {
  const request = {
    model,
    messages: [
      { role: "system", content: "be brief" },
      { role: "user", name: "ann", content: "What is the capital of France?" },
    ],
    temperature: 0.25,
    top_p: 0.5,
    max_completion_tokens: 50,
    stop: ["END"],
    seed: 7,
    frequency_penalty: 0.1,
    logit_bias: { 50256: -100 },
    metadata: { team: "claims" },
    parallel_tool_calls: false,
    tools: [
      {
        type: "function",
        function: { name: "now", strict: true, parameters: { type: "object", properties: {} } },
      },
    ],
    tool_choice: "none",
    user: "ann-1",
  };

  await completions.create(request);

  const { body } = (await journal()).at(-1);
  for (const [name, value] of Object.entries(request)) {
    assert.deepEqual(body[name], value, name);
  }
});

test("lets the model call tools, and hands their results back", async () => {
  const runner = completions.runTools({
    model,
    messages: user("What is the weather in Paris?"),
    tools: [
      {
        type: "function",
        function: {
          name: "get_weather",
          description: "The weather in a city",
          parse: JSON.parse,
          parameters: {
            type: "object",
            properties: { city: { type: "string" } },
            required: ["city"],
          },
          function: ({ city }) => ({ city, sky: "clear" }),
        },
      },
    ],
  });

  assert.equal(await runner.finalContent(), "It is sunny in Paris.");
  const { body } = (await journal()).at(-1);
  const [, call, result] = body.messages;
  assert.deepEqual(call.tool_calls, [
    {
      id: "call_paris",
      type: "function",
      function: { name: "get_weather", arguments: '{"city":"Paris"}' },
    },
  ]);
  assert.deepEqual(result, {
    role: "tool",
    tool_call_id: "call_paris",
    content: '{"city":"Paris","sky":"clear"}',
  });
});

test("asks for an answer of a schema", async () => {
  const response_format = {
    type: "json_schema",
    json_schema: {
      name: "person",
      strict: true,
      schema: {
        type: "object",
        properties: { name: { type: "string" }, born: { type: "integer" } },
        required: ["name", "born"],
        additionalProperties: false,
      },
    },
  };

  const answer = await completions.parse({
    model,
    messages: user("Describe a person as JSON"),
    response_format,
  });

  assert.deepEqual(answer.choices[0].message.parsed, { name: "Ada", born: 1815 });
  assert.deepEqual((await journal()).at(-1).body.response_format, response_format);
});

test("shows pictures to the model", async () => {
  const content = [
    { type: "text", text: "what is in this picture" },
    { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } },
    { type: "image_url", image_url: { url: "https://example.com/a.png", detail: "low" } },
  ];

  const answer = await completions.create({ model, messages: user(content) });

  assert.equal(answer.choices[0].message.content, "A red square.");
  assert.deepEqual((await journal()).at(-1).body.messages[0].content, content);
});

test("shows what the model thought", async () => {
  const answer = await completions.create({
    model: REASONING_MODEL,
    messages: user("think first"),
  });

  assert.equal(answer.choices[0].message.content, "42");
  assert.equal(answer.choices[0].message.reasoning_content, "Six by nine.");
});
