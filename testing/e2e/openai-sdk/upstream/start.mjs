// An OpenAI-compatible endpoint made by others, with answers written down beforehand. In front of
// it stands a small proxy that notices, as the endpoint itself does not, when a caller leaves early.
import { createServer, request } from "node:http";
import { fileURLToPath } from "node:url";
import { LLMock } from "@copilotkit/aimock";

const FIXTURES = fileURLToPath(new URL("fixtures.json", import.meta.url));

export async function startUpstream() {
  const mock = new LLMock({ port: 0, host: "127.0.0.1", strict: true, logLevel: "silent" });
  mock.loadFixtureFile(FIXTURES);
  await mock.start();
  const left = [];
  const front = createServer((incoming, outgoing) => {
    if (incoming.url === "/left") {
      outgoing.end(JSON.stringify(left));
    } else {
      pass(incoming, outgoing, mock.url, (body) => left.push(body));
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

function pass(incoming, outgoing, target, onLeft) {
  const { method, headers, url } = incoming;
  const forwarded = request(target + url, { method, headers }, (reply) => {
    outgoing.writeHead(reply.statusCode, reply.headers);
    reply.on("error", () => outgoing.destroy());
    reply.pipe(outgoing);
  });
  forwarded.on("error", () => outgoing.destroy());
  const body = [];
  incoming.on("data", (piece) => body.push(piece));
  incoming.pipe(forwarded);
  outgoing.on("close", () => {
    if (!outgoing.writableEnded && !forwarded.destroyed) {
      onLeft(Buffer.concat(body).toString("utf8"));
      forwarded.destroy();
    }
  });
}
