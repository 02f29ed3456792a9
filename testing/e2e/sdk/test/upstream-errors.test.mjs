import assert from "node:assert/strict";
import test from "node:test";
import OpenAI from "openai";
import { client, user } from "./client.mjs";
import { CHAT_MODEL, LIMITED_MODELS } from "./models.mjs";

const model = CHAT_MODEL;
const completions = client().chat.completions;

for (const stream of [false, true]) {
  const kind = stream ? "a stream" : "an answer";

  test(`a limit that ${kind} meets is a RateLimitError`, async () => {
    const limited = LIMITED_MODELS[Number(stream)];
    await assert.rejects(
      completions.create({ model: limited, stream, messages: user("you ask far too often") }),
      (error) => {
        assert.ok(error instanceof OpenAI.RateLimitError);
        assert.equal(error.code, "rate_limit_exceeded");
        assert.ok(error.headers.get("auterity-decision"));
        return true;
      },
    );
  });

  test(`a context too long for ${kind} is a BadRequestError`, async () => {
    await assert.rejects(
      completions.create({ model, stream, messages: user("this is far too long") }),
      (error) => {
        assert.ok(error instanceof OpenAI.BadRequestError);
        assert.equal(error.code, "context_length_exceeded");
        return true;
      },
    );
  });
}

test("a stream that breaks off ends with an error after what was said", async () => {
  const said = [];
  await assert.rejects(
    async () => {
      const stream = await completions.create({
        model,
        stream: true,
        messages: user("please break off"),
      });
      for await (const chunk of stream) {
        said.push(chunk.choices[0].delta.content ?? "");
        assert.equal(chunk.choices[0].finish_reason, null);
      }
    },
    (error) => error instanceof OpenAI.APIError,
  );
  assert.match(said.join(""), /^This answer/);
});
