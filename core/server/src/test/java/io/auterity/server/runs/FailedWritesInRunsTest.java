package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a run makes of a write that its vendor puts off, refuses or breaks over. */
@Tag("postgresql")
class FailedWritesInRunsTest {

  private static final String FILE =
      """
      plugin: parcels
      format: 1
      version: 1.0.0
      summary: Parcels of a depot
      config: {url: {type: string, format: uri}}
      servers: {api: {url: "${config.url}"}}
      auth: [{kind: none}]
      limits: {per: request}
      errors:
        failed: ${has(body.fault)}
        message: ${body.fault}
        cases:
          - {when: "${or(body.fault, '') == 'no such street'}", code: invalid}
          - {when: "${or(body.fault, '') == 'the name is not valid'}", code: invalid, changed: no}
      check: {request: GET /me}
      connectors:
        parcels:
          kind: tracker
          operations: {}
          extensions:
      """
          + extension("make", "non_idempotent", "request: POST /parcels")
          + extension("set", "idempotent", "request: PUT /parcels/1")
          + extension(
              "keyed",
              "non_idempotent",
              "request: POST /parcels, idempotency: {header: Idempotency-Key}");

  private static String extension(String verb, String effect, String request) {
    return """
            parcel.%s:
              summary: A parcel
              effect: %s
              dataClass: customer
              input: {type: object, required: [to], properties: {to: {type: string, maxLength: 20}}}
              result: {type: object, required: [id], properties: {id: {type: string}}}
              operation: {%s, body: {to: "${input.to}"}, result: {id: "${it.id}"}}
        """
        .formatted(verb, effect, request)
        .indent(2);
  }

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client admin = server.newTenant();
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> keys = new CopyOnWriteArrayList<>();
  private HttpServer vendor;

  @BeforeAll
  static void install() {
    Client installer = server.installer(server.newTenant());
    Reply reply = installer.post("/api/v1/plugins", "application/yaml", FILE);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
  }

  @BeforeEach
  void open() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext("/parcels", this::answer);
    vendor.createContext("/me", FailedWritesInRunsTest::check);
    vendor.start();
    admin.apply(
        """
        kind: provider
        id: depot
        spec:
          connector: parcels
          unverified: true
          config: {url: "http://127.0.0.1:%d"}
        """
            .formatted(vendor.getAddress().getPort()));
  }

  @AfterEach
  void close() {
    vendor.stop(0);
  }

  private static void check(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 2);
      exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
      exchange.getRequestBody().readAllBytes();
      String next = answers.isEmpty() ? "200 {\"id\": \"1\"}" : answers.removeFirst();
      if (next.equals("cut")) {
        return;
      }
      byte[] body = next.substring(4).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      if (next.startsWith("429")) {
        exchange.getResponseHeaders().set("Retry-After", next.contains("long") ? "60" : "1");
      }
      exchange.sendResponseHeaders(Integer.parseInt(next.substring(0, 3)), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String begun(String operation) {
    admin.apply(
        """
        kind: workflow
        id: send
        spec: {steps: [{id: sent, call: parcels.parcel.%s, with: {to: Rome}}]}
        """
            .formatted(operation));
    Reply reply = admin.post("/api/v1/workflows/send/runs", "{\"input\": {}}");
    assertThat(reply.status()).as(reply.toString()).isEqualTo(202);
    return "/api/v1/runs/" + reply.text("id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          make  | 429 {}                                    | succeeded | 2
          keyed | 429 {}                                    | succeeded | 2
          set   | 503 {}                                    | succeeded | 2
          keyed | 503 {}                                    | succeeded | 2
          set   | cut                                       | succeeded | 2
          keyed | cut                                       | succeeded | 2
          make  | 200 {"fault": "no such street"}           | failed    | 1
          make  | 500 {"fault": "the name is not valid"}    | failed    | 1
          make  | 400 {}                                    | failed    | 1
          make  | 403 {}                                    | failed    | 1
          make  | 404 {}                                    | failed    | 1
          make  | 409 {}                                    | failed    | 1
          """)
  void aWriteIsMadeAgainWhereThatIsSafeAndFailsWhereItWasRefused(
      String operation, String answer, String state, int requests) {
    answers.add(answer);
    String run = begun(operation);

    admin.awaiting(run, "state", state);

    assertThat(keys).hasSize(requests);
    assertThat(keys.stream().distinct()).hasSize(1);
    Reply step = admin.get(run + "/steps/sent");
    if (state.equals("failed")) {
      assertThat(step.text("failure.applied")).as(step.toString()).isEqualTo("no");
    }
  }

  @Test
  void aLimitOfOneOperationKeepsNoOtherAway() {
    answers.add("429 {\"m\": \"long\"}");
    String waiting = begun("make");
    admin.awaiting(waiting + "/steps/sent", "failure.code", "rate_limited");

    Reply done = admin.awaiting(begun("set") + "/steps/sent", "state", "succeeded");

    assertThat(done.text("state")).as(done.toString()).isEqualTo("succeeded");
    Reply step = admin.get(waiting + "/steps/sent");
    assertThat(step.text("waitingFor")).as(step.toString()).isEqualTo("retry");
    assertThat(Instant.parse(step.text("givesUpAt")))
        .isAfter(Instant.parse(step.text("nextTryAt")));
    admin.post(waiting + "/cancel", "{}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 {"fault": "odd"}
          503 {}
          500 {"fault": "odd"}
          cut
          """)
  void aPersonIsAskedOfAWriteThatMayHaveHappened(String answer) {
    answers.add(answer);
    String run = begun("make");

    Reply step = admin.awaiting(run + "/steps/sent", "waitingFor", "answer");

    assertThat(step.text("failure.applied")).as(step.toString()).isEqualTo("unknown");
    assertThat(keys).hasSize(1);
  }
}
