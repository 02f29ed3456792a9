// Google's SDK against each connector: what a caller sees does not hang on who answers.
import assert from "node:assert/strict";
import test from "node:test";
import { ApiError, FunctionCallingConfigMode } from "@google/genai";
import { COUNTED } from "../upstream/start.mjs";
import { gemini, journal, sentMessages } from "./client.mjs";
import { CHAT_MODEL, CLAUDE_MODEL, EMBEDDING_MODEL } from "./models.mjs";

const { models, chats } = gemini();
const FRANCE = "What is the capital of France?";
const city = { type: "object", properties: { city: { type: "string" } } };
const tools = [
  { functionDeclarations: [{ name: "get_weather", description: "w", parametersJsonSchema: city }] },
];

async function rejection(call) {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new assert.AssertionError({ message: "the call succeeded" });
}

async function all(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return chunks;
}

for (const [model, provider] of [
  [CHAT_MODEL, "sdk-upstream"],
  [CLAUDE_MODEL, "sdk-claude"],
]) {
  test(`is answered by ${provider}`, async () => {
    const answer = await models.generateContent({
      model,
      contents: FRANCE,
      config: { maxOutputTokens: 100, systemInstruction: "be brief" },
    });

    assert.equal(answer.text, "The capital of France is Paris.");
    assert.equal(answer.candidates[0].finishReason, "STOP");
    assert.equal(answer.usageMetadata.promptTokenCount, 14);
    assert.equal(answer.usageMetadata.totalTokenCount, 21);
    assert.equal(answer.sdkHttpResponse.headers["auterity-provider"], provider);
  });

  test(`has two candidates of ${provider}, whole and streamed`, async () => {
    const asked = {
      model,
      contents: FRANCE,
      config: { maxOutputTokens: 100, candidateCount: 2 },
    };
    const whole = await models.generateContent(asked);
    const said = ["", ""];
    for (const chunk of await all(await models.generateContentStream(asked))) {
      for (const { index, content } of chunk.candidates) {
        said[index] += content.parts.map((part) => part.text ?? "").join("");
      }
    }

    const answer = "The capital of France is Paris.";
    assert.deepEqual(
      whole.candidates.map((one) => [one.index, one.content.parts[0].text]),
      [
        [0, answer],
        [1, answer],
      ],
    );
    assert.equal(whole.usageMetadata.totalTokenCount, 42);
    assert.deepEqual(said, [answer, answer]);
  });

  test(`streams from ${provider}`, async () => {
    const chunks = await all(
      await models.generateContentStream({
        model,
        contents: FRANCE,
        config: { maxOutputTokens: 100 },
      }),
    );

    assert.ok(chunks.length > 1);
    assert.equal(
      chunks.map((chunk) => chunk.text ?? "").join(""),
      "The capital of France is Paris.",
    );
    assert.equal(chunks.at(-1).candidates[0].finishReason, "STOP");
    assert.ok(chunks.at(-1).usageMetadata.totalTokenCount > 0);
  });

  test(`calls two functions of ${provider} in a stream`, async () => {
    const chunks = await all(
      await models.generateContentStream({
        model,
        contents: "the weather in two cities",
        config: { maxOutputTokens: 100, tools },
      }),
    );

    const calls = chunks.flatMap((chunk) => chunk.functionCalls ?? []);
    assert.deepEqual(
      calls.map((call) => [call.id, call.name, call.args.city]),
      [
        ["call_paris", "get_weather", "Paris"],
        ["call_rome", "get_weather", "Rome"],
      ],
    );
  });

  for (const way of ["sendMessage", "sendMessageStream"]) {
    test(`a chat by ${way} hands results back to ${provider}`, async () => {
      const chat = chats.create({ model, config: { maxOutputTokens: 100, tools } });
      const say = async (message) => {
        const answer = await chat[way]({ message });
        return way === "sendMessage" ? [answer] : all(answer);
      };

      const asked = await say("What is the weather in Paris?");
      const [call] = asked.flatMap((chunk) => chunk.functionCalls ?? []);
      assert.deepEqual(call.args, { city: "Paris" });
      const said = await say([
        { functionResponse: { name: call.name, response: { output: "clear" } } },
      ]);

      assert.equal(said.map((chunk) => chunk.text ?? "").join(""), "It is sunny in Paris.");
      assert.equal(chat.getHistory(true)[0].role, "user");
    });
  }

  test(`JSON by a schema comes from ${provider}`, async () => {
    const answer = await models.generateContent({
      model,
      contents: "a person as JSON",
      config: {
        maxOutputTokens: 100,
        responseMimeType: "application/json",
        responseSchema: {
          type: "OBJECT",
          properties: { name: { type: "STRING" }, born: { type: "INTEGER" } },
        },
      },
    });

    assert.deepEqual(JSON.parse(answer.text), { name: "Ada", born: 1815 });
  });

  test(`a context too long for ${provider} is an error of the caller's`, async () => {
    const error = await rejection(
      models.generateContent({
        model,
        contents: "this is far too long",
        config: { maxOutputTokens: 100 },
      }),
    );

    assert.ok(error instanceof ApiError);
    assert.equal(error.status, 400);
    assert.equal(JSON.parse(error.message).error.status, "INVALID_ARGUMENT");
  });
}

test("hands on all that a vendor of another dialect can be told", async () => {
  await models.generateContent({
    model: CHAT_MODEL,
    contents: [
      {
        role: "user",
        parts: [
          { inlineData: { mimeType: "image/png", data: "AAAA" } },
          { text: "what is in this picture" },
        ],
      },
    ],
    config: {
      temperature: 0.25,
      stopSequences: ["END"],
      responseMimeType: "application/json",
      responseJsonSchema: city,
      tools,
      toolConfig: { functionCallingConfig: { mode: FunctionCallingConfigMode.ANY } },
    },
  });

  const { body } = (await journal()).at(-1);
  assert.equal(body.temperature, 0.25);
  assert.deepEqual(body.stop, ["END"]);
  assert.equal(body.tool_choice, "required");
  assert.deepEqual(body.tools[0].function.parameters, city);
  assert.deepEqual(body.response_format.json_schema.schema, city);
  assert.equal(body.messages[0].content[0].image_url.url, "data:image/png;base64,AAAA");
});

for (const way of ["sendMessage", "sendMessageStream"]) {
  test(`signed thoughts of another vendor go back to it as they were (${way})`, async () => {
    const chat = chats.create({ model: CLAUDE_MODEL, config: { maxOutputTokens: 100 } });
    const say = async (message) => {
      const answer = await chat[way]({ message });
      return way === "sendMessage" ? [answer] : all(answer);
    };

    const chunks = await say("think first");
    const parts = chunks.flatMap((chunk) => chunk.candidates[0].content.parts);
    assert.equal(chunks.map((chunk) => chunk.text ?? "").join(""), "42");
    assert.ok(parts.some((part) => part.thought && part.thoughtSignature));
    await say(FRANCE);

    const { body } = (await sentMessages()).at(-1);
    const [thought, words] = body.messages[1].content;
    assert.equal(thought.type, "thinking");
    assert.equal(thought.thinking, "Six by nine.");
    assert.ok(thought.signature && !thought.signature.includes("auterity"));
    assert.equal(words.text, "42");
  });
}

test("turns texts into vectors, and tells what no model was told", async () => {
  const answer = await models.embedContent({
    model: EMBEDDING_MODEL,
    contents: ["a cat sleeps", "a dog barks"],
    config: { taskType: "RETRIEVAL_QUERY" },
  });

  assert.equal(answer.embeddings.length, 2);
  assert.ok(answer.embeddings[0].values.length > 100);
  assert.equal(answer.sdkHttpResponse.headers["auterity-lossy"], "extra.gemini.taskType");
});

test("counts tokens by the vendor", async () => {
  const { totalTokens } = await models.countTokens({ model: CLAUDE_MODEL, contents: FRANCE });

  assert.equal(totalTokens, COUNTED);
});

test("lists models page by page", async () => {
  const names = [];
  for await (const one of await models.list({ config: { pageSize: 2 } })) {
    names.push(one.name);
  }

  assert.ok(names.includes(`models/${CLAUDE_MODEL}`) && names.includes(`models/${CHAT_MODEL}`));
  assert.equal(new Set(names).size, names.length);
  assert.equal((await models.get({ model: CLAUDE_MODEL })).name, `models/${CLAUDE_MODEL}`);
});

test("errors have the status of their kind", async () => {
  const unknown = await rejection(
    models.generateContent({ model: "no-such-model", contents: FRANCE }),
  );
  assert.ok(unknown instanceof ApiError);
  assert.equal(unknown.status, 404);

  const nobody = await rejection(
    gemini({ apiKey: "ak_unknown" }).models.generateContent({ model: CHAT_MODEL, contents: "hi" }),
  );
  assert.equal(nobody.status, 401);
});

test("a stream that breaks off ends with an error after what was said", async () => {
  const said = [];
  const error = await rejection(
    (async () => {
      const stream = await models.generateContentStream({
        model: CHAT_MODEL,
        contents: "please break off",
      });
      for await (const chunk of stream) {
        said.push(chunk.text ?? "");
      }
    })(),
  );

  assert.ok(error instanceof ApiError);
  assert.match(said.join(""), /^This answe/);
});
