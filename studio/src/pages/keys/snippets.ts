/** A client's own example with what differs for this gateway between ‹ and ›. */
export interface Snippet {
  key: string;
  label: string;
  text: string;
}

/** How each vendor's client is pointed at the gateway at `base`, the secret left in the environment. */
export function snippets(base: string, model: string): Snippet[] {
  return [
    {
      key: 'openai',
      label: 'OpenAI',
      text: `from openai import OpenAI

client = OpenAI(
    ‹base_url="${base}/v1"›,
    ‹api_key=os.environ["AUTERITY_KEY"]›,
)
r = client.chat.completions.create(
    ‹model="${model}"›,
    messages=[{"role": "user", "content": "…"}],
)`,
    },
    {
      key: 'anthropic',
      label: 'Anthropic',
      text: `from anthropic import Anthropic

client = Anthropic(
    ‹base_url="${base}"›,
    ‹api_key=os.environ["AUTERITY_KEY"]›,
)
r = client.messages.create(
    ‹model="${model}"›, max_tokens=512,
    messages=[{"role": "user", "content": "…"}],
)`,
    },
    {
      key: 'google',
      label: 'Google',
      text: `from google import genai

client = genai.Client(
    ‹http_options={"base_url": "${base}"}›,
    ‹api_key=os.environ["AUTERITY_KEY"]›,
)
r = client.models.generate_content(
    ‹model="${model}"›,
    contents="…",
)`,
    },
    {
      key: 'curl',
      label: 'curl',
      text: `curl ‹${base}/v1/chat/completions› \\
  -H ‹"authorization: Bearer $AUTERITY_KEY"› \\
  -H "content-type: application/json" \\
  -d '{‹"model": "${model}"›,
       "messages": [{"role": "user", "content": "…"}]}'`,
    },
  ];
}

/** The pieces of a snippet; those at odd places are what differs. */
export function pieces({ text }: Snippet): string[] {
  return text.split(/[‹›]/);
}

/** The first model that a key names in full. */
export function firstModel(models: readonly string[] | undefined): string {
  return models?.find((model) => !model.includes('*')) ?? 'MODEL';
}
