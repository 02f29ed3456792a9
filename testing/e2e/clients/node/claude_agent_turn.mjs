// A turn of Anthropic's Agent SDK, whose tool is a command of a shell.
import { query } from "@anthropic-ai/claude-agent-sdk";

const [, , model, prompt] = process.argv;
for await (const message of query({ prompt, options: { model, allowedTools: ["Bash"] } })) {
  if (message.type === "result") {
    console.log(message.result ?? message.subtype);
    process.exitCode = message.is_error ? 1 : 0;
  }
}
