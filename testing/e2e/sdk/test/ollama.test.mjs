// Ollama's client against each connector: what a caller sees does not hang on who answers.
import assert from "node:assert/strict";
import test from "node:test";
import { journal, ollama, user } from "./client.mjs";
import { CHAT_MODEL, CLAUDE_MODEL, EMBEDDING_MODEL } from "./models.mjs";

const client = ollama();
const FRANCE = "What is the capital of France?";
const city = { type: "object", properties: { city: { type: "string" } } };
const tools = [
  { type: "function", function: { name: "get_weather", description: "w", parameters: city } },
];
const options = { num_predict: 100 };

async function all(stream) {
  const pieces = [];
  for await (const piece of stream) {
    pieces.push(piece);
  }
  return pieces;
}

for (const [model, provider] of [
  [CHAT_MODEL, "sdk-upstream"],
  [CLAUDE_MODEL, "sdk-claude"],
]) {
  test(`chats with ${provider}`, async () => {
    const answer = await client.chat({ model, messages: user(FRANCE), options });

    assert.equal(answer.message.content, "The capital of France is Paris.");
    assert.equal(answer.message.role, "assistant");
    assert.equal(answer.done_reason, "stop");
    assert.equal(answer.prompt_eval_count, 14);
    assert.equal(answer.eval_count, 7);
  });

  test(`streams a chat from ${provider}`, async () => {
    const stream = await client.chat({ model, messages: user(FRANCE), options, stream: true });
    const pieces = await all(stream);

    assert.ok(pieces.length > 1);
    assert.equal(
      pieces.map((piece) => piece.message.content).join(""),
      "The capital of France is Paris.",
    );
    assert.deepEqual(
      pieces.map((piece) => piece.done),
      [...pieces.slice(1).map(() => false), true],
    );
  });

  test(`a prompt is answered by ${provider}`, async () => {
    const whole = await client.generate({ model, prompt: FRANCE, system: "be brief", options });
    const pieces = await all(
      await client.generate({ model, prompt: FRANCE, options, stream: true }),
    );

    assert.equal(whole.response, "The capital of France is Paris.");
    assert.equal(pieces.map((piece) => piece.response).join(""), whole.response);
  });

  test(`calls tools of ${provider} and hands results back`, async () => {
    const question = user("What is the weather in Paris?");
    const pieces = await all(
      await client.chat({ model, messages: question, tools, options, stream: true }),
    );
    const calls = pieces.flatMap((piece) => piece.message.tool_calls ?? []);
    assert.deepEqual(calls[0].function.arguments, { city: "Paris" });

    const answer = await client.chat({
      model,
      tools,
      options,
      messages: [
        ...question,
        { role: "assistant", content: "", tool_calls: calls },
        { role: "tool", content: "clear", tool_name: "get_weather" },
      ],
    });

    assert.equal(answer.message.content, "It is sunny in Paris.");
  });

  test(`JSON by a schema comes from ${provider}`, async () => {
    const { message } = await client.chat({
      model,
      messages: user("a person as JSON"),
      options,
      format: { type: "object", properties: { name: { type: "string" } } },
    });

    assert.deepEqual(JSON.parse(message.content), { name: "Ada", born: 1815 });
  });
}

test("hands on all that a vendor of another dialect can be told", async () => {
  await client.chat({
    model: CHAT_MODEL,
    messages: [{ role: "user", content: "what is in this picture", images: ["iVBORw0KGgo="] }],
    options: { temperature: 0.25, stop: ["END"] },
    keep_alive: "5m",
  });

  const { body } = (await journal()).at(-1);
  assert.equal(body.temperature, 0.25);
  assert.deepEqual(body.stop, ["END"]);
  assert.equal(body.messages[0].content[1].image_url.url, "data:image/png;base64,iVBORw0KGgo=");
});

test("thoughts stand apart from words", async () => {
  const { message } = await client.chat({
    model: CLAUDE_MODEL,
    messages: user("think first"),
    options,
    think: true,
  });

  assert.equal(message.content, "42");
  assert.equal(message.thinking, "Six by nine.");
});

test("turns texts into vectors", async () => {
  const { embeddings } = await client.embed({
    model: EMBEDDING_MODEL,
    input: ["a cat sleeps", "a dog barks"],
  });
  const { embedding } = await client.embeddings({ model: EMBEDDING_MODEL, prompt: "a cat sleeps" });

  assert.equal(embeddings.length, 2);
  assert.deepEqual(embedding, embeddings[0]);
});

test("lists and shows models, and tells the version that is spoken", async () => {
  const { models } = await client.list();
  assert.ok(models.some((one) => one.model === CLAUDE_MODEL));
  assert.ok((await client.show({ model: CLAUDE_MODEL })).model_info);
  assert.match((await client.version()).version, /^\d+\.\d+\.\d+$/);
});

test("errors have the status of their kind", async () => {
  await assert.rejects(client.chat({ model: "no-such-model", messages: user("hi") }), (error) => {
    assert.equal(error.name, "ResponseError");
    assert.equal(error.status_code, 404);
    assert.match(error.error, /no-such-model/);
    return true;
  });
  await assert.rejects(ollama("ak_unknown").list(), { name: "ResponseError", status_code: 401 });
});

test("a stream that breaks off ends with an error after what was said", async () => {
  const said = [];
  await assert.rejects(async () => {
    const stream = await client.chat({
      model: CHAT_MODEL,
      messages: user("please break off"),
      stream: true,
    });
    for await (const piece of stream) {
      said.push(piece.message.content);
    }
  });

  assert.match(said.join(""), /^This answe/);
});
