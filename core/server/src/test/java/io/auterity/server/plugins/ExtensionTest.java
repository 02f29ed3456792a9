package io.auterity.server.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.mcp.Agent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connector brings beside its kind is the same at every door, and goes with its file. */
@Tag("postgresql")
class ExtensionTest {

  private static final String START = "/api/v1/call/boxes.box.start";

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client admin = server.newTenant();
  private final Client installer = server.installer(admin);
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer vendor;

  @BeforeEach
  void install() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext("/", this::answer);
    vendor.start();
    install(file("start"));
    admin.apply(provider("yard"));
  }

  @AfterEach
  void remove() {
    installer.delete("/api/v1/plugins/boxes?force=true");
    vendor.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      byte[] body = "{\"id\": \"7\", \"state\": \"open\"}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String provider(String id) {
    return """
    kind: provider
    id: %s
    spec:
      connector: boxes
      unverified: true
      config: {url: "http://127.0.0.1:%d"}
    """
        .formatted(id, vendor.getAddress().getPort());
  }

  private static String file(String verb) {
    return """
    plugin: boxes
    format: 1
    version: 1.0.0
    summary: Boxes of a yard
    config: {url: {type: string, format: uri}}
    servers: {api: {url: "${config.url}"}}
    auth: [{kind: none}]
    check: {request: GET /me}
    ids: {box: "{id}"}
    connectors:
      boxes:
        kind: tracker
        operations: {}
        extensions:
          box.%s:
            summary: Start a box of the yard
            effect: idempotent
            dataClass: customer
            input:
              type: object
              required: [box]
              properties:
                box: {type: string, format: ref}
                goal: {type: string, maxLength: 10}
                beside: {type: array, items: {type: string, format: ref}}
            result:
              type: object
              required: [box, state]
              properties: {box: {type: string, format: ref}, state: {type: string}}
            operation:
              request: POST /boxes/{box.id}
              body: {goal: "${input.goal}"}
              result: {box: "${it.id}", state: "${it.state}"}
    """
        .formatted(verb);
  }

  private Reply install(String text) {
    Reply reply = installer.post("/api/v1/plugins", "application/yaml", text);
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    return reply;
  }

  private Client key(String allowed) {
    Reply made =
        admin.post(
            "/api/v1/keys", "{\"name\": \"%1$s\", \"allow\": [\"%1$s\"]}".formatted(allowed));
    return server.anonymous().bearer(made.text("secret"));
  }

  private void awayBeforeYard() {
    admin.apply(
        provider("away").stripTrailing()
            + """

              faults:
                - {from: "2020-01-01T00:00:00Z", until: "2100-01-01T00:00:00Z", code: unavailable}
            ---
            kind: route
            id: boxes
            spec: {when: {capability: "boxes.*"}, use: [away], fallback: [yard]}
            """);
    asked.clear();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"box\": \"7\"}",
        "{\"box\": {\"provider\": \"away\", \"id\": \"7\"}, \"beside\": [\"8\"]}"
      })
  void whatItChangesByAnIdAloneStaysAtTheFirstProvider(String input) {
    awayBeforeYard();

    Reply started = admin.post(START, input);

    assertThat(started.text("code")).as(started.toString()).isEqualTo("unavailable");
    assertThat(asked).noneMatch(request -> request.startsWith("POST /boxes"));
  }

  @Test
  void whatItChangesByAReferenceGoesToItsProvider() {
    awayBeforeYard();

    Reply started = admin.post(START, "{\"box\": {\"provider\": \"yard\", \"id\": \"7\"}}");

    assertThat(started.status()).as(started.toString()).isEqualTo(200);
  }

  @Test
  void itIsListedWithItsForm() {
    assertThat(admin.get("/api/v1/capabilities?q=yard").body())
        .contains("\"id\":\"boxes.box.start\"", "\"effect\":\"idempotent\"");
    Reply described = admin.get("/api/v1/capabilities/boxes.box.start");
    assertThat(described.text("kind")).isEqualTo("tracker");
    assertThat(described.text("dataClass")).isEqualTo("customer");
    assertThat(described.text("form.0.name")).isEqualTo("box");
    assertThat(described.text("form.0.required")).isEqualTo("true");
    assertThat(admin.get("/api/v1/capabilities/matrix?kind=tracker").body())
        .contains("boxes.box.start");
  }

  @Test
  void itIsCalledByRestAndExplained() {
    Reply started = admin.post(START, "{\"box\": \"7\"}");

    assertThat(started.status()).as(started.toString()).isEqualTo(200);
    assertThat(started.text("box.id")).isEqualTo("7");
    assertThat(started.text("box.provider")).isEqualTo("yard");
    assertThat(started.text("state")).isEqualTo("open");
    assertThat(asked).contains("POST /boxes/7");
    String decision = started.header("auterity-decision");
    assertThat(admin.awaiting("/api/v1/decisions/" + decision).body())
        .contains("boxes.box.start", "customer");
  }

  @Test
  void anInputThatDoesNotFitReachesNobody() {
    asked.clear();

    Reply refused = admin.post(START, "{\"box\": \"7\", \"goal\": \"far too long a goal\"}");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("code")).isEqualTo("invalid");
    assertThat(refused.body()).contains("goal");
    assertThat(asked).noneMatch(line -> line.startsWith("POST"));
  }

  @Test
  void itNeedsAGrantOfItsOwnName() {
    Reply refused = key("tracker.*").post(START, "{\"box\": \"7\"}");
    Reply taken = key("boxes.box.*").post(START, "{\"box\": \"7\"}");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(taken.status()).as(taken.toString()).isEqualTo(200);
  }

  @Test
  void aReferenceLeadsToItsProviderAmongSeveral() {
    admin.apply(provider("depot"));

    Reply open = admin.post(START, "{\"box\": \"7\"}");
    Reply named = admin.post(START, "{\"box\": {\"provider\": \"depot\", \"id\": \"7\"}}");

    assertThat(open.text("box.provider")).as("the default of its kind").isEqualTo("yard");
    assertThat(named.text("box.provider")).as(named.toString()).isEqualTo("depot");

    Reply inside =
        admin.post(
            START, "{\"box\": \"7\", \"beside\": [{\"provider\": \"depot\", \"id\": \"8\"}]}");

    assertThat(inside.text("box.provider")).as(inside.toString()).isEqualTo("depot");
  }

  @Test
  void noOtherConnectorOfTheKindIsAsked() {
    admin.delete("/api/v1/resources/provider/yard");

    Reply refused = admin.post(START, "{\"box\": \"7\"}");

    assertThat(refused.text("code")).as(refused.toString()).isEqualTo("no_viable_provider");
  }

  @Test
  void aStepOfAWorkflowCallsIt() {
    admin.apply(
        """
        kind: workflow
        id: starting
        spec:
          input: {box: {type: string}}
          steps: [{id: start, call: boxes.box.start, with: {box: "${input.box}"}}]
          output: ${start.state}
        """);
    Reply typed =
        admin.post(
            "/api/v1/apply",
            "application/yaml",
            """
            kind: workflow
            id: mistaken
            spec:
              steps: [{id: start, call: boxes.box.start, with: {bx: "7"}}]
            """);

    Reply run = admin.post("/api/v1/workflows/starting/runs", "{\"input\": {\"box\": \"7\"}}");
    Reply ended = admin.awaiting("/api/v1/runs/" + run.text("id"), "state", "succeeded");

    assertThat(ended.text("state")).as(ended.toString()).isEqualTo("succeeded");
    assertThat(typed.status()).as(typed.toString()).isEqualTo(400);
    assertThat(typed.body()).contains("bx");
  }

  @Test
  void anAgentFindsAndCallsIt() {
    Client agent = Agent.of(admin);

    assertThat(Agent.tool(agent, "capabilities_search", "{\"query\": \"yard\"}").toString())
        .contains("boxes.box.start");
    assertThat(
            Agent.tool(
                    agent,
                    "capability_call",
                    "{\"id\": \"boxes.box.start\", \"input\": {\"box\": \"7\"}}")
                .toString())
        .contains("\"provider\":\"yard\"", "\"state\":\"open\"");
  }

  @Test
  void itGoesAndComesWithItsFile() {
    Reply changed = install(file("stop"));

    assertThat(changed.at("changes").toString())
        .contains("\"operationsAdded\":[\"boxes.box.stop\"]")
        .contains("\"operationsLost\":[\"boxes.box.start\"]");
    assertThat(admin.post(START, "{\"box\": \"7\"}").status()).isEqualTo(404);
    assertThat(admin.post("/api/v1/call/boxes.box.stop", "{\"box\": \"7\"}").status())
        .isEqualTo(200);
  }

  @Test
  void theDiffTellsWhatItWouldAskOtherwise() {
    Reply changed = install(file("start").replace("{goal: \"", "{now: true, goal: \""));

    assertThat(changed.at("changes").toString())
        .contains("\"operationsChanged\":[\"boxes.box.start\"]", "\"extensionsChanged\":[]");
  }

  @Test
  void theDiffTellsWhatItWouldTakeOtherwise() {
    Reply changed =
        install(
            file("start")
                .replace("dataClass: customer", "dataClass: public")
                .replace("maxLength: 10", "maxLength: 20"));

    assertThat(changed.at("changes").toString())
        .contains("\"extensionsChanged\":[\"boxes.box.start: data class customer to public\"")
        .contains("boxes.box.start: input");
  }
}
