/** Served by the upstream. */
export const CHAT_MODEL = "gpt-4o";

/** Served by the upstream; tells what it thinks. */
export const REASONING_MODEL = "o3";

/** Runs inside the server. */
export const EMBEDDING_MODEL = process.env.AUTERITY_EMBEDDING_MODEL ?? "bge-small-q";
