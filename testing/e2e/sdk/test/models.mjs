/** Served by the upstream. */
export const CHAT_MODEL = "gpt-4o";

/** Served by the upstream; tells what it thinks. */
export const REASONING_MODEL = "o3";

/** Served by the upstream: pictures, sound, moderation and ranking. */
export const MEDIA_MODEL = "media-1";

/** Served by the upstream as Anthropic does. */
export const CLAUDE_MODEL = "claude-sonnet-5";

/** Runs inside the server. */
export const EMBEDDING_MODEL = process.env.AUTERITY_EMBEDDING_MODEL ?? "bge-small-q";

/** A provider that has answered with a limit is left alone for a while, so each of these has its own. */
export const LIMITED_MODELS = ["gpt-limited-answer", "gpt-limited-stream"];
