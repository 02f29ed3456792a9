// Gives the tenant under test the providers that the tests call.
import {
  CHAT_MODEL,
  CLAUDE_MODEL,
  EMBEDDING_MODEL,
  LIMITED_MODELS,
  MEDIA_MODEL,
  REASONING_MODEL,
} from "../test/models.mjs";

function resources(upstreamUrl) {
  const upstream = (id, models) => ({
    kind: "provider",
    id,
    spec: { connector: "openai", config: { url: `${upstreamUrl}/v1` }, models },
  });
  return [
    upstream("sdk-upstream", [CHAT_MODEL, REASONING_MODEL, MEDIA_MODEL]),
    {
      kind: "provider",
      id: "sdk-claude",
      spec: {
        connector: "anthropic",
        config: { url: `${upstreamUrl}/v1` },
        models: [CLAUDE_MODEL],
      },
    },
    ...LIMITED_MODELS.map((model) => upstream(`sdk-${model}`, [model])),
    {
      kind: "provider",
      id: "sdk-embedding",
      spec: {
        connector: "local-embedding",
        config: { model: EMBEDDING_MODEL },
        models: [EMBEDDING_MODEL],
      },
    },
  ];
}

// Contents are kept of the calls that ask for it alone.
function routes() {
  return ["create", "stream"].map((verb) => ({
    kind: "route",
    id: `sdk-kept-${verb}`,
    spec: { when: { capability: `ai.chat.${verb}`, labels: { sdk: "kept" } }, capture: "full" },
  }));
}

export function applyResources(consoleUrl, key, upstreamUrl, more) {
  return applyProviders(consoleUrl, key, [...resources(upstreamUrl), ...routes(), ...more]);
}

/** Applies these documents. */
export async function applyProviders(consoleUrl, key, documents) {
  const response = await fetch(`${consoleUrl}/api/v1/apply`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(documents),
  });
  if (!response.ok) {
    throw new Error(`apply: ${response.status} ${await response.text()}`);
  }
}
