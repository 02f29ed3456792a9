import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout } from "node:timers/promises";
import { client, journal, left, sentMessages } from "./client.mjs";
import { CHAT_MODEL, CLAUDE_MODEL, REASONING_MODEL } from "./models.mjs";

const model = CHAT_MODEL;
const input = "What is the capital of France?";
const responses = client().responses;
const captured = client({ defaultHeaders: { "auterity-labels": "sdk=kept" } }).responses;

const WEATHER = {
  type: "function",
  name: "get_weather",
  description: "The weather in a city",
  strict: false,
  parameters: {
    type: "object",
    properties: { city: { type: "string" } },
    required: ["city"],
  },
};

test("answers", async () => {
  const { data, response } = await responses
    .create({ model, input, instructions: "be brief", metadata: { team: "claims" } })
    .withResponse();

  assert.equal(data.object, "response");
  assert.equal(data.status, "completed");
  assert.equal(data.output_text, "The capital of France is Paris.");
  assert.equal(data.instructions, "be brief");
  assert.deepEqual(data.metadata, { team: "claims" });
  assert.equal(data.usage.input_tokens, 14);
  assert.equal(data.usage.total_tokens, 21);
  assert.equal(data.id, response.headers.get("auterity-decision").replace("dec_", "resp_"));
});

test("asks an endpoint of the dialect as chats are asked", async () => {
  await responses.create({
    model,
    input,
    instructions: "be brief",
    max_output_tokens: 50,
    temperature: 0.25,
    parallel_tool_calls: false,
    tools: [WEATHER],
    tool_choice: { type: "function", name: "get_weather" },
    text: { format: { type: "json_schema", name: "n", strict: true, schema: { type: "object" } } },
    safety_identifier: "ann-1",
  });

  const { body } = (await journal()).at(-1);
  assert.deepEqual(body.messages, [
    { role: "system", content: "be brief" },
    { role: "user", content: input },
  ]);
  assert.equal(body.max_completion_tokens, 50);
  assert.equal(body.temperature, 0.25);
  assert.equal(body.safety_identifier, "ann-1");
  assert.equal(body.tools[0].function.name, "get_weather");
  assert.deepEqual(body.tool_choice, { type: "function", function: { name: "get_weather" } });
  assert.deepEqual(body.response_format, {
    type: "json_schema",
    json_schema: { name: "n", strict: true, schema: { type: "object" } },
  });
});

test("streams every step of an answer", async () => {
  const events = [];
  for await (const event of await responses.create({ model, input, stream: true })) {
    events.push(event);
  }

  assert.deepEqual(
    events.map((event) => event.sequence_number),
    events.map((_, i) => i),
  );
  assert.equal(events[0].type, "response.created");
  assert.equal(events.at(-1).type, "response.completed");
  const deltas = events.filter((event) => event.type === "response.output_text.delta");
  assert.ok(deltas.length > 0);
  assert.equal(deltas.map((event) => event.delta).join(""), "The capital of France is Paris.");
  assert.equal(
    events.at(-1).response.output[0].content[0].text,
    "The capital of France is Paris.",
  );
});

test("works with the SDK's own stream", async () => {
  const stream = responses.stream({ model, input });

  const response = await stream.finalResponse();

  assert.equal(response.output_text, "The capital of France is Paris.");
});

test("parses an answer of a schema", async () => {
  const answer = await responses.parse({
    model,
    input: "Describe a person as JSON",
    text: {
      format: {
        type: "json_schema",
        name: "person",
        strict: true,
        schema: {
          type: "object",
          properties: { name: { type: "string" }, born: { type: "integer" } },
          required: ["name", "born"],
          additionalProperties: false,
        },
      },
    },
  });

  assert.deepEqual(JSON.parse(answer.output_text), { name: "Ada", born: 1815 });
});

for (const stream of [false, true]) {
  for (const asked of [CHAT_MODEL, CLAUDE_MODEL]) {
    test(`calls functions and takes their results, ${asked}, streamed ${stream}`, async () => {
      const conversation = [{ role: "user", content: "What is the weather in Paris?" }];
      const call = async () => {
        const request = { model: asked, input: conversation, tools: [WEATHER] };
        return stream
          ? responses.stream(request).finalResponse()
          : responses.create(request);
      };

      const first = await call();
      const wish = first.output.find((item) => item.type === "function_call");
      assert.deepEqual(JSON.parse(wish.arguments), { city: "Paris" });
      conversation.push(...first.output, {
        type: "function_call_output",
        call_id: wish.call_id,
        output: "sunny",
      });
      const second = await call();

      assert.equal(second.output_text, "It is sunny in Paris.");
    });
  }
}

test("shows pictures to the model", async () => {
  const answer = await responses.create({
    model,
    input: [
      {
        role: "user",
        content: [
          { type: "input_text", text: "what is in this picture" },
          { type: "input_image", image_url: "data:image/png;base64,iVBORw0KGgo=", detail: "low" },
        ],
      },
    ],
  });

  assert.equal(answer.output_text, "A red square.");
  assert.deepEqual((await journal()).at(-1).body.messages[0].content[1], {
    type: "image_url",
    image_url: { url: "data:image/png;base64,iVBORw0KGgo=", detail: "low" },
  });
});

test("tells what the model thought, as a summary", async () => {
  const answer = await responses.create({ model: REASONING_MODEL, input: "think first" });

  assert.equal(answer.output_text, "42");
  const [thought] = answer.output.filter((item) => item.type === "reasoning");
  assert.deepEqual(thought.summary, [{ type: "summary_text", text: "Six by nine." }]);
});

test("is answered by a vendor of another dialect", async () => {
  const answer = await responses.create({ model: CLAUDE_MODEL, input, instructions: "be brief" });

  assert.equal(answer.output_text, "The capital of France is Paris.");
  assert.match(JSON.stringify((await sentMessages()).at(-1).body.system), /be brief/);
});

for (const [how, kept] of [
  ["for some hours", responses],
  ["by its route", captured],
]) {
  test(`is there again where the route keeps contents, ${how}`, async () => {
    const created = await kept.create({ model, input, instructions: "be brief" });

    const again = await kept.retrieve(created.id);
    const items = await kept.inputItems.list(created.id);

    assert.deepEqual(again, created);
    assert.equal(items.data.length, 1);
    assert.equal(items.data[0].content[0].text, input);
  });

  test(`is there again after it was streamed, ${how}`, async () => {
    const created = await kept.stream({ model, input }).finalResponse();

    const again = await kept.retrieve(created.id);

    assert.equal(again.output_text, "The capital of France is Paris.");
    assert.equal(again.status, "completed");
  });

  test(`goes on with a conversation that is kept, ${how}`, async () => {
    const first = await kept.create({ model, input: "What is the weather in Paris?", tools: [WEATHER] });
    const wish = first.output.find((item) => item.type === "function_call");

    const second = await kept.create({
      model,
      previous_response_id: first.id,
      input: [{ type: "function_call_output", call_id: wish.call_id, output: "sunny" }],
      tools: [WEATHER],
    });

    assert.equal(second.output_text, "It is sunny in Paris.");
    assert.equal(second.previous_response_id, first.id);
  });

  test(`is gone once it is deleted, ${how}`, async () => {
    const created = await kept.create({ model, input });

    await kept.delete(created.id);

    await assert.rejects(kept.retrieve(created.id), { status: 404 });
  });
}

test("is never kept when the caller says no", async () => {
  for (const kept of [responses, captured]) {
    const { id } = await kept.create({ model, input, store: false });

    await assert.rejects(kept.retrieve(id), { status: 404 });
    await assert.rejects(kept.create({ model, input, previous_response_id: id }), {
      status: 400,
      param: "previous_response_id",
      code: "previous_response_not_found",
    });
  }
});

test("leaves out a tool that it has not, by name, and refuses it under auterity-strict", async () => {
  const wanted = { model, input, tools: [{ type: "web_search" }] };

  const { response } = await responses.create(wanted).withResponse();
  assert.match(response.headers.get("auterity-lossy"), /web_search/);
  await assert.rejects(responses.create(wanted, { headers: { "auterity-strict": "true" } }), {
    status: 400,
    message: /web_search/,
  });
});

test("ends the upstream's work when the caller goes", async () => {
  const marker = `talk for a long time, ${Date.now()}`;
  const stream = await responses.create({ model, input: marker, stream: true });
  for await (const event of stream) {
    if (event.type === "response.output_text.delta") {
      break;
    }
  }

  const deadline = performance.now() + 10_000;
  while (!(await left()).some((body) => body.includes(marker))) {
    assert.ok(performance.now() < deadline, "the upstream was never told");
    await setTimeout(50);
  }
});
