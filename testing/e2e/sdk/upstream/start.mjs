// An endpoint made by others that speaks as OpenAI and Anthropic do, with answers written down
// beforehand. In front of it stands a small proxy that does what the endpoint itself does not: it
// notices when a caller leaves early, keeps what came as it came, counts tokens as Anthropic does,
// and answers for pictures, sound and jobs of fine-tuning.
import { createServer, request } from "node:http";
import { fileURLToPath } from "node:url";
import { LLMock } from "@copilotkit/aimock";
import { answerMedia, isMedia } from "./media.mjs";
import { answerTuning, isTuning } from "./tunings.mjs";

/** What it says that every request has in tokens. */
export const COUNTED = 14;

const FIXTURES = fileURLToPath(new URL("fixtures.json", import.meta.url));

export async function startUpstream() {
  const mock = new LLMock({ port: 0, host: "127.0.0.1", strict: true, logLevel: "silent" });
  mock.loadFixtureFile(FIXTURES);
  await mock.start();
  const left = [];
  const sent = [];
  const front = createServer((incoming, outgoing) => {
    if (incoming.url === "/left") {
      outgoing.end(JSON.stringify(left));
    } else if (incoming.url === "/sent") {
      outgoing.end(JSON.stringify(sent));
    } else if (incoming.url === "/v1/messages/count_tokens") {
      incoming.resume();
      outgoing.setHeader("content-type", "application/json");
      outgoing.end(JSON.stringify({ input_tokens: COUNTED }));
    } else if (isMedia(incoming.url)) {
      answerMedia(incoming, outgoing, sent);
    } else if (isTuning(incoming.url)) {
      answerTuning(incoming, outgoing, sent);
    } else {
      pass(incoming, outgoing, mock.url, sent, left);
    }
  });
  await new Promise((done) => front.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${front.address().port}`,
    stop: async () => {
      front.close();
      front.closeAllConnections();
      await mock.stop();
    },
  };
}

function pass(incoming, outgoing, target, sent, left) {
  const { method, headers, url } = incoming;
  const forwarded = request(target + url, { method, headers }, (reply) => {
    outgoing.writeHead(reply.statusCode, reply.headers);
    reply.on("error", () => outgoing.destroy());
    reply.pipe(outgoing);
  });
  forwarded.on("error", () => outgoing.destroy());
  const body = [];
  incoming.on("data", (piece) => body.push(piece));
  incoming.on("end", () => {
    sent.push({ path: url, headers, body: Buffer.concat(body).toString("utf8") });
  });
  incoming.pipe(forwarded);
  outgoing.on("close", () => {
    if (!outgoing.writableEnded && !forwarded.destroyed) {
      left.push(Buffer.concat(body).toString("utf8"));
      forwarded.destroy();
    }
  });
}
