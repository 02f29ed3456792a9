// A turn of OpenAI's Agents SDK with a tool that leaves what it says in a file.
import { writeFile } from "node:fs/promises";
import { Agent, run, setDefaultOpenAIClient, setTracingDisabled, tool } from "@openai/agents";
import OpenAI from "openai";
import { z } from "zod";

setTracingDisabled(true);
setDefaultOpenAIClient(
  new OpenAI({
    baseURL: `${process.env.AUTERITY_GATEWAY_URL}/v1`,
    apiKey: process.env.AUTERITY_KEY,
    maxRetries: 0,
  }),
);
const weather = tool({
  name: "weather",
  description: "Tells the weather in a city",
  parameters: z.object({ city: z.string() }),
  execute: async () => {
    await writeFile("ran.txt", "told-42");
    return "told-42";
  },
});
const agent = new Agent({ name: "Forecaster", model: process.argv[2], tools: [weather] });
console.log((await run(agent, "What is the weather in Paris?")).finalOutput);
