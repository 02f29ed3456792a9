// Answers of OpenAI's for pictures, sound, moderation and ranking, as its description has them.
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** What its speech is. */
export const SOUND = Buffer.from([0xff, 0xfb, 0x90, 0x64, 0x00]);

const json = (value) => ["application/json", JSON.stringify(value)];
const pictures = json({
  created: 1713833628,
  data: [{ b64_json: PIXEL }],
  output_format: "png",
  usage: { input_tokens: 10, output_tokens: 272, total_tokens: 282 },
});
const transcript = (body) =>
  body.includes("verbose_json")
    ? json({
        task: "transcribe",
        language: "english",
        duration: 2.5,
        text: "Hello there.",
        segments: [{ id: 0, start: 0, end: 2.5, text: " Hello there." }],
        words: [{ word: "Hello", start: 0, end: 0.5 }],
        usage: { type: "duration", seconds: 3 },
      })
    : json({ text: "Hello there.", usage: { type: "duration", seconds: 3 } });

const ANSWERS = {
  "/v1/moderations": () =>
    json({
      id: "modr-1",
      model: "omni-moderation-latest",
      results: [
        { flagged: true, categories: { violence: true }, category_scores: { violence: 0.9 } },
      ],
    }),
  "/v1/images/generations": () => pictures,
  "/v1/images/edits": () => pictures,
  "/v1/audio/transcriptions": transcript,
  "/v1/audio/translations": transcript,
  "/v1/audio/speech": () => ["audio/mpeg", SOUND],
  "/v1/rerank": () => json({ model: "r", results: [{ index: 1, relevance_score: 0.9 }] }),
};

/** Whether such a path is answered here. */
export function isMedia(path) {
  return path in ANSWERS;
}

/** Answers a request, and notes it in `sent`. */
export async function answerMedia(incoming, outgoing, sent) {
  const pieces = [];
  for await (const piece of incoming) {
    pieces.push(piece);
  }
  const body = Buffer.concat(pieces).toString("latin1");
  sent.push({ path: incoming.url, headers: incoming.headers, body });
  const [type, answer] = ANSWERS[incoming.url](body);
  outgoing.setHeader("content-type", type);
  outgoing.end(answer);
}
