// Gives the tenant under test the providers that the tests call.
import { CHAT_MODEL, EMBEDDING_MODEL, REASONING_MODEL } from "../test/models.mjs";

function resources(upstreamUrl) {
  return [
    {
      kind: "provider",
      id: "sdk-upstream",
      spec: {
        connector: "openai",
        config: { url: `${upstreamUrl}/v1` },
        models: [CHAT_MODEL, REASONING_MODEL],
      },
    },
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

export async function applyResources(consoleUrl, key, upstreamUrl) {
  const response = await fetch(`${consoleUrl}/api/v1/apply`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(resources(upstreamUrl)),
  });
  if (!response.ok) {
    throw new Error(`apply: ${response.status} ${await response.text()}`);
  }
}
