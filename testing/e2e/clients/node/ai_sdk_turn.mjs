// A turn of the AI SDK with a tool that leaves what it says in a file.
import { writeFile } from "node:fs/promises";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { isStepCount, streamText, tool } from "ai";
import { z } from "zod";

const gateway = createOpenAICompatible({
  name: "auterity",
  baseURL: `${process.env.AUTERITY_GATEWAY_URL}/v1`,
  apiKey: process.env.AUTERITY_KEY,
});
const weather = tool({
  description: "Tells the weather in a city",
  inputSchema: z.object({ city: z.string() }),
  execute: async () => {
    await writeFile("ran.txt", "told-42");
    return "told-42";
  },
});
const answer = streamText({
  model: gateway(process.argv[2]),
  tools: { weather },
  stopWhen: isStepCount(3),
  maxRetries: 0,
  prompt: "What is the weather in Paris?",
});
console.log(await answer.text);
