// Each SDK at each vendor: words in a stream, and a turn with a tool, which goes whole and in a stream.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { generateText, jsonSchema, stepCountIs, streamText, tool } from "ai";
import { STRICT_MODELS } from "../upstream/strict.mjs";
import { anthropic, client } from "./client.mjs";
import { called, TURN, WEATHER, weather } from "./turn.mjs";

const ASKED = "What is the weather in Paris?";
const key = readFileSync(process.env.AUTERITY_KEY_FILE, "utf8").trim();
const at = (path) => ({ apiKey: key, baseURL: `${process.env.AUTERITY_GATEWAY_URL}${path}` });
const vercelOpenAi = createOpenAI(at("/v1"));

/** What each does: `words` streams, `tool` has it call the tool and gives the last words. */
const SDKS = {
  "openai chat": {
    async words(model) {
      const stream = await client().chat.completions.create({
        model,
        stream: true,
        stream_options: { include_usage: true },
        messages: [{ role: "user", content: ASKED }],
      });
      let text = "";
      for await (const { choices } of stream) {
        text += choices[0]?.delta?.content ?? "";
      }
      return text;
    },
    async tool(model, stream) {
      const runner = client().chat.completions.runTools({
        model,
        stream,
        messages: [{ role: "user", content: ASKED }],
        tools: [
          {
            type: "function",
            function: { name: "weather", parameters: WEATHER, parse: JSON.parse, function: weather },
          },
        ],
      });
      return runner.finalContent();
    },
  },
  "openai responses": {
    async words(model) {
      const stream = await client().responses.create({ model, stream: true, input: ASKED });
      let text = "";
      for await (const event of stream) {
        text += event.type === "response.output_text.delta" ? event.delta : "";
      }
      return text;
    },
    async tool(model, stream) {
      const tools = [{ type: "function", name: "weather", parameters: WEATHER, strict: true }];
      const input = [{ role: "user", content: ASKED }];
      const ask = (more) =>
        stream
          ? client().responses.stream({ model, tools, ...more }).finalResponse()
          : client().responses.create({ model, tools, ...more });
      const first = await ask({ input });
      const call = first.output.find(({ type }) => type === "function_call");
      const result = {
        type: "function_call_output",
        call_id: call.call_id,
        output: weather(JSON.parse(call.arguments)),
      };
      const whole = await ask({ input: [...input, ...first.output, result] });
      const goingOn = await ask({ previous_response_id: first.id, input: [result] });
      assert.equal(goingOn.output_text, whole.output_text);
      return whole.output_text;
    },
  },
  anthropic: {
    async words(model) {
      const stream = anthropic().messages.stream({
        model,
        max_tokens: 1000,
        messages: [{ role: "user", content: ASKED }],
      });
      return stream.finalText();
    },
    async tool(model, stream) {
      const runner = anthropic().beta.messages.toolRunner({
        model,
        stream,
        max_tokens: 1000,
        messages: [{ role: "user", content: ASKED }],
        tools: [
          {
            type: "custom",
            name: "weather",
            description: "Tells the weather",
            input_schema: WEATHER,
            run: weather,
            parse: (input) => input,
          },
        ],
      });
      const last = await runner.runUntilDone();
      return last.content.map((block) => block.text ?? "").join("");
    },
  },
  "vercel openai chat": vercel(vercelOpenAi.chat),
  "vercel openai responses": vercel(vercelOpenAi.responses),
  "vercel anthropic": vercel(createAnthropic(at("/v1"))),
  "vercel google": vercel(createGoogleGenerativeAI(at("/v1beta"))),
};

function vercel(named) {
  const tools = {
    weather: tool({
      description: "Tells the weather",
      inputSchema: jsonSchema(WEATHER),
      execute: weather,
    }),
  };
  const streamed = async (options) => {
    let failure;
    const result = streamText({ ...options, onError: ({ error }) => (failure = error) });
    await result.consumeStream();
    if (failure) {
      throw failure;
    }
    return { text: await result.text, response: await result.response };
  };
  const asked = { role: "user", content: ASKED };
  return {
    async words(model) {
      const { text } = await streamed({ model: named(model), messages: [asked], maxRetries: 0 });
      return text;
    },
    async tool(model, stream) {
      const say = (messages) =>
        (stream ? streamed : generateText)({
          model: named(model),
          messages,
          maxRetries: 0,
          tools,
          stopWhen: stepCountIs(3),
        });
      const first = await say([asked]);
      const second = await say([asked, ...first.response.messages, asked]);
      assert.equal(second.text, first.text);
      return first.text;
    },
  };
}

for (const model of STRICT_MODELS) {
  for (const [sdk, { words, tool: call }] of Object.entries(SDKS)) {
    test(`${sdk} streams words of ${model}`, async () => {
      assert.equal(await words(model), TURN.end);
    });
    for (const stream of [false, true]) {
      test(`${sdk} calls a tool for ${model}${stream ? " in a stream" : ""}`, async () => {
        called.length = 0;

        assert.equal(await call(model, stream), TURN.end);

        assert.deepEqual(called, ["Paris"]);
      });
    }
  }
}
