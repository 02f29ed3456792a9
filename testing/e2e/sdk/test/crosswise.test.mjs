// Each SDK against each connector: what a caller sees does not hang on who answers.
import assert from "node:assert/strict";
import test from "node:test";
import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { anthropic, client, user } from "./client.mjs";
import { CHAT_MODEL, CLAUDE_MODEL } from "./models.mjs";

const completions = client().chat.completions;
const { messages } = anthropic();
const max_tokens = 100;
const schema = { type: "object", properties: { city: { type: "string" } } };
const tools = [{ name: "get_weather", input_schema: schema }];
const functions = [{ type: "function", function: { name: "get_weather", parameters: schema } }];
const twoCities = user("the weather in two cities");

for (const [model, provider] of [
  [CHAT_MODEL, "sdk-upstream"],
  [CLAUDE_MODEL, "sdk-claude"],
]) {
  test(`OpenAI's SDK is answered by ${provider}`, async () => {
    const { data, response } = await completions
      .create({ model, messages: user("What is the capital of France?") })
      .withResponse();

    assert.equal(data.choices[0].message.content, "The capital of France is Paris.");
    assert.equal(data.choices[0].finish_reason, "stop");
    assert.equal(data.usage.total_tokens, 21);
    assert.equal(response.headers.get("auterity-provider"), provider);
  });

  test(`Anthropic's SDK is answered by ${provider}`, async () => {
    const { data, response } = await messages
      .create({ model, max_tokens, messages: user("What is the capital of France?") })
      .withResponse();

    assert.equal(data.type, "message");
    assert.equal(data.content[0].text, "The capital of France is Paris.");
    assert.equal(data.stop_reason, "end_turn");
    assert.equal(data.usage.input_tokens, 14);
    assert.equal(data.usage.output_tokens, 7);
    assert.equal(response.headers.get("auterity-provider"), provider);
  });

  test(`OpenAI's SDK streams from ${provider}`, async () => {
    const stream = completions.stream({ model, messages: user("What is the capital of France?") });

    assert.equal(await stream.finalContent(), "The capital of France is Paris.");
  });

  test(`Anthropic's SDK streams from ${provider}`, async () => {
    const stream = messages.stream({
      model,
      max_tokens,
      messages: user("What is the capital of France?"),
    });

    assert.equal(await stream.finalText(), "The capital of France is Paris.");
    assert.equal((await stream.finalMessage()).stop_reason, "end_turn");
  });

  test(`OpenAI's SDK calls two tools of ${provider} in a stream`, async () => {
    const stream = completions.stream({ model, messages: twoCities, tools: functions });

    const { message, finish_reason } = (await stream.finalChatCompletion()).choices[0];
    assert.equal(finish_reason, "tool_calls");
    assert.deepEqual(
      message.tool_calls.map((call) => [call.id, JSON.parse(call.function.arguments).city]),
      [
        ["call_paris", "Paris"],
        ["call_rome", "Rome"],
      ],
    );
  });

  test(`Anthropic's SDK calls two tools of ${provider} in a stream`, async () => {
    const events = [];
    const stream = messages.stream({ model, max_tokens, messages: twoCities, tools });
    stream.on("streamEvent", (event) => events.push(event));

    const message = await stream.finalMessage();

    assert.equal(message.stop_reason, "tool_use");
    assert.deepEqual(
      message.content.map((block) => [block.type, block.id, block.input.city]),
      [
        ["tool_use", "call_paris", "Paris"],
        ["tool_use", "call_rome", "Rome"],
      ],
    );
    const order = events
      .filter((event) => /^content_block_st/.test(event.type))
      .map((event) => `${event.type.slice(14)} ${event.index}`);
    assert.deepEqual(order, ["start 0", "stop 0", "start 1", "stop 1"]);
  });

  test(`OpenAI's SDK hands results back to ${provider}`, async () => {
    const question = user("What is the weather in Paris?");
    const asked = await completions.create({ model, messages: question, tools: functions });
    const call = asked.choices[0].message.tool_calls[0];

    const answer = await completions.create({
      model,
      tools: functions,
      messages: [
        ...question,
        asked.choices[0].message,
        { role: "tool", tool_call_id: call.id, content: "clear" },
      ],
    });

    assert.equal(answer.choices[0].message.content, "It is sunny in Paris.");
  });

  test(`Anthropic's SDK hands results back to ${provider}`, async () => {
    const question = user("What is the weather in Paris?");
    const asked = await messages.create({ model, max_tokens, messages: question, tools });
    const call = asked.content.find((block) => block.type === "tool_use");
    assert.deepEqual(call.input, { city: "Paris" });

    const answer = await messages.create({
      model,
      max_tokens,
      tools,
      messages: [
        ...question,
        { role: "assistant", content: asked.content },
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: call.id, content: "clear" }],
        },
      ],
    });

    assert.equal(answer.content[0].text, "It is sunny in Paris.");
  });

  test(`a context too long for ${provider} is a BadRequestError to both`, async () => {
    const question = user("this is far too long");

    await assert.rejects(completions.create({ model, messages: question }), (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError);
      assert.equal(error.code, "context_length_exceeded");
      return true;
    });
    await assert.rejects(messages.create({ model, max_tokens, messages: question }), (error) => {
      assert.ok(error instanceof Anthropic.BadRequestError);
      assert.match(error.message, /prompt is too long/);
      return true;
    });
  });
}

test("what another dialect cannot carry is named, or refused to who wants all", async () => {
  const request = { model: CLAUDE_MODEL, seed: 7, messages: user("What is the capital of France?") };

  const { response } = await completions.create(request).withResponse();
  assert.equal(response.headers.get("auterity-lossy"), "sampling.seed");

  const strict = { headers: { "auterity-strict": "true" } };
  await assert.rejects(completions.create(request, strict), (error) => {
    assert.ok(error instanceof OpenAI.BadRequestError);
    assert.match(error.message, /sampling\.seed/);
    return true;
  });
  await completions.create({ ...request, model: CHAT_MODEL }, strict);
});
