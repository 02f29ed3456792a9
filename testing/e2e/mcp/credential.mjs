// Passes requests on to a server with the key of a file, since the scenarios cannot be given one. Prints the port it listens on.
// Usage: node credential.mjs URL KEY_FILE
import { readFileSync } from "node:fs";
import { createServer, request } from "node:http";

const [url, keyFile] = process.argv.slice(2);
const authorization = `Bearer ${readFileSync(keyFile, "utf8").trim()}`;

const server = createServer((asked, answer) => {
  const { method, url: path, headers } = asked;
  const passed = request(new URL(path, url), { method, headers: { ...headers, authorization } }, (given) => {
    answer.writeHead(given.statusCode, given.headers);
    given.pipe(answer);
  });
  passed.on("error", () => answer.destroy());
  answer.on("close", () => passed.destroy());
  asked.pipe(passed);
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
