package io.auterity.server.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.json.JsonReader;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.mcp.Agent;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight megabytes of content make one commit at a vendor, whichever door they come through. */
@Tag("postgresql")
class EightMegabytesTest {

  private static final int BYTES = 8_000_000;
  private static final String MADE =
      """
      {"commit": {"sha": "7638417d", "message": "M", "html_url": "https://x", "parents": [],
       "author": {"name": "A", "email": "a@b", "date": "2014-11-07T22:01:45Z"},
       "committer": {"name": "A", "email": "a@b", "date": "2014-11-07T22:01:45Z"}}}
      """;

  @RegisterExtension
  static final RunningServer server = RunningServer.start(RunningServer.vendorFile("gitea"));

  private final Client client = server.newTenant();
  private final List<Integer> committed = new CopyOnWriteArrayList<>();
  private HttpServer vendor;

  @BeforeEach
  void begin() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext("/", this::answer);
    vendor.start();
    client
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/gitea", BodyPublishers.ofString("some-token"));
    client.apply(
        """
        kind: provider
        id: forge
        spec: {connector: gitea, config: {url: "http://127.0.0.1:%d"}, auth: {bearer: {secret: gitea}}}
        ---
        kind: workflow
        id: whole
        spec:
          input: {changes: {type: array}}
          steps:
            - id: made
              call: git.commit.create
              with: {repository: octo/hello, branch: main, message: M, changes: "${input.changes}"}
          output: ${made.sha}
        ---
        kind: workflow
        id: text
        spec:
          input: {text: {type: string}}
          steps:
            - id: made
              call: git.commit.create
              with: {repository: octo/hello, branch: main, message: M, changes: [{action: create, path: a.bin, text: "${input.text}"}]}
          output: ${made.sha}
        ---
        kind: workflow
        id: bytes
        spec:
          input: {content: {type: object}}
          steps:
            - id: made
              call: git.commit.create
              with:
                repository: octo/hello
                branch: main
                message: M
                changes: [{action: create, path: a.bin, content: {mediaType: "${input.content.mediaType}", base64: "${input.content.base64}"}}]
          output: ${made.sha}
        """
            .formatted(vendor.getAddress().getPort()));
  }

  @AfterEach
  void end() {
    vendor.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("POST")) {
        committed.add(content(body));
      }
      byte[] reply = MADE.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  private static int content(byte[] body) {
    Json.Obj sent = new JsonReader(20_000_000).readObject(body);
    int bytes = 0;
    for (Json file : ((Json.Arr) Objects.requireNonNull(sent.get("files"))).items()) {
      bytes += Base64.getDecoder().decode(((Json.Obj) file).text("content")).length;
    }
    return bytes;
  }

  private static String file(String form) {
    return form.equals("text")
        ? "\"text\": \"%s\"".formatted("x".repeat(BYTES))
        : "\"content\": {\"mediaType\": \"application/x-test\", \"base64\": \"%s\"}"
            .formatted(Base64.getEncoder().encodeToString(new byte[BYTES]));
  }

  private static String changes(String form) {
    return "[{\"action\": \"create\", \"path\": \"a.bin\", %s}]".formatted(file(form));
  }

  private static String input(String form) {
    return "{\"repository\": \"octo/hello\", \"branch\": \"main\", \"message\": \"M\", \"changes\": %s}"
        .formatted(changes(form));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "bytes"})
  void theyComeThroughRest(String form) {
    Reply made = client.post("/api/v1/call/git.commit.create", input(form));

    assertThat(made.status()).as(made.toString()).isEqualTo(200);
    assertThat(committed).containsExactly(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "bytes"})
  void theyComeThroughMcp(String form) {
    Json.Obj made =
        Agent.tool(
            Agent.of(client),
            "capability_call",
            "{\"id\": \"git.commit.create\", \"input\": %s}".formatted(input(form)));

    assertThat(made.toString()).contains("7638417d");
    assertThat(committed).containsExactly(BYTES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "bytes"})
  void theyComeThroughAStepAsAWhole(String form) {
    assertRun("whole", "{\"input\": {\"changes\": %s}}".formatted(changes(form)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "bytes"})
  void theyComeThroughAStepThatPutsThemTogether(String form) {
    assertRun(form, "{\"input\": {%s}}".formatted(file(form)));
  }

  private void assertRun(String workflow, String body) {
    Reply started = client.post("/api/v1/workflows/%s/runs".formatted(workflow), body);
    assertThat(started.status()).as(started.toString()).isEqualTo(202);

    Reply run = client.awaiting("/api/v1/runs/" + started.text("id"), "state", "ed\"");
    assertThat(run.text("state")).as(run.toString()).isEqualTo("succeeded");
    assertThat(committed).containsExactly(BYTES);
  }
}
