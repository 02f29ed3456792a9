package io.auterity.server.providers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.auterity.platform.outbox.EventSchema;
import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.wiring.Server;
import io.auterity.spi.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a provider stands is an event, once for each change, and may start a run. */
@Tag("postgresql")
class ProviderStateTest {

  @RegisterExtension
  static final RunningServer server = RunningServer.start(RunningServer.vendorFile("gitea"));

  private static final String WATCH =
      """
      {"name": "watch", "workflow": "note", "on": "event",
       "type": "io.auterity.provider.state_changed.v1", "input": {"event": "${event}"}}
      """;

  private static HttpServer vendor;

  private final Client admin = server.newTenant();

  @BeforeAll
  static void open() throws IOException {
    vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vendor.createContext(
        "/",
        exchange -> {
          byte[] user = "{\"login\": \"ada\"}".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, user.length);
          exchange.getResponseBody().write(user);
          exchange.close();
        });
    vendor.start();
  }

  @AfterAll
  static void close() {
    vendor.stop(0);
  }

  private String watched() {
    admin.apply(
        """
        kind: workflow
        id: note
        spec: {input: {event: {type: object}}, steps: [{id: a, transform: 1}]}
        """);
    Reply made = admin.post("/api/v1/triggers", WATCH);
    assertThat(made.status()).as(made.toString()).isEqualTo(201);
    admin
        .with("Content-Type", "text/plain")
        .send("PUT", "/api/v1/secrets/t", BodyPublishers.ofString("of-the-vendor"));
    return "/api/v1/triggers/" + made.text("id") + "/starts";
  }

  private void apply(int port, String more) {
    admin.apply(
        """
        kind: provider
        id: forge
        spec: {connector: gitea, unverified: true, auth: {bearer: {secret: t}},
          config: {url: "http://127.0.0.1:%d"}%s}
        """
            .formatted(port, more));
  }

  /** What runs were begun with, the newest first, once there are so many. */
  private List<String> told(String starts, int wanted) {
    long end = System.nanoTime() + 30_000_000_000L;
    List<String> runs = runs(starts);
    while (runs.size() < wanted && System.nanoTime() < end) {
      LockSupport.parkNanos(5_000_000);
      runs = runs(starts);
    }
    return runs.stream().map(run -> admin.get("/api/v1/runs/" + run + "/input").body()).toList();
  }

  private List<String> runs(String starts) {
    return ((Json.Arr) admin.get(starts).at("items"))
        .items().stream()
            .flatMap(start -> Stream.ofNullable(((Json.Obj) start).text("run")))
            .toList();
  }

  @Test
  void eachChangeIsToldOnceAndStartsARun() {
    String starts = watched();

    apply(vendor.getAddress().getPort(), "");
    assertThat(told(starts, 1)).hasSize(1);
    apply(9, "");
    assertThat(told(starts, 2)).hasSize(2);
    apply(9, ", disabled: true");
    List<String> told = told(starts, 3);

    assertThat(told).hasSize(3);
    assertThat(runs(starts))
        .allSatisfy(
            run ->
                EventSchema.assertSeenFits(
                    (Json.Obj) admin.get("/api/v1/runs/" + run + "/input").at("event")));
    assertThat(told.get(2))
        .contains("\"provider\":\"forge\"", "\"connector\":\"gitea\"", "\"state\":\"connected\"")
        .doesNotContain("before", "reason");
    assertThat(told.get(1))
        .contains("\"state\":\"error\"", "\"before\":\"connected\"", "\"reason\":");
    assertThat(told.get(0)).contains("\"state\":\"disabled\"", "\"before\":\"error\"");
  }

  @Test
  void twoServersThatSeeTheSameTellItOnce() {
    String starts = watched();
    try (Server other = server.beside()) {
      Client there = new Client(other.console().toString()).bearer(admin.key());
      apply(vendor.getAddress().getPort(), "");
      assertThat(told(starts, 1)).hasSize(1);
      apply(9, "");
      assertThat(told(starts, 2)).hasSize(2);
      there.awaiting("/api/v1/providers/forge", "state", "error");
      apply(9, ", disabled: true");

      assertThat(told(starts, 3)).hasSize(3);
      there.awaiting("/api/v1/providers/forge", "state", "disabled");
    }
    assertThat(runs(starts)).hasSize(3);
  }

  @Test
  void oneThatIsMadeAnewBeginsAnew() {
    String starts = watched();
    apply(vendor.getAddress().getPort(), "");
    told(starts, 1);
    admin.delete("/api/v1/resources/provider/forge");

    apply(vendor.getAddress().getPort(), "");
    List<String> told = told(starts, 2);

    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).contains("\"state\":\"connected\"").doesNotContain("before");
  }
}
