package io.auterity.server.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class RouteReplayTest {

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private static final String REPLAYS = "/api/v1/routes/replays";
  private static final String OTHER =
      "{kind: route, id: usual, spec: {when: {capability: text.*}, use: [two], fallback: [one]}}";

  private final Client admin = server.newTenant();

  @BeforeEach
  void threeCallsAtOne() {
    admin.maskProvider("one");
    admin.maskProvider("two");
    admin.apply("{kind: route, id: usual, spec: {when: {capability: text.*}, use: [one, two]}}");
    for (int i = 0; i < 3; i++) {
      String id =
          admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"a\"}").header("auterity-decision");
      assertThat(admin.awaiting("/api/v1/decisions/" + id).status()).isEqualTo(200);
    }
  }

  @Test
  void recordedCallsArePlannedAgainByOtherRoutes() {
    Reply started = admin.post(REPLAYS + "?from=1h", "application/yaml", OTHER);
    assertThat(started.status()).as(started.toString()).isEqualTo(202);

    Reply done = admin.awaiting(REPLAYS + "/" + started.text("id"), "state", "done");

    assertThat(done.text("progress")).as(done.toString()).isEqualTo("1.0");
    assertThat(done.text("result.calls")).isEqualTo("3");
    assertThat(done.text("result.moved")).isEqualTo("3");
    assertThat(done.text("result.offers.0.id")).isEqualTo("one");
    assertThat(done.text("result.offers.0.before")).isEqualTo("3");
    assertThat(done.text("result.offers.1.after")).isEqualTo("3");
    assertThat(admin.delete(REPLAYS + "/" + started.text("id")).status()).isEqualTo(204);
    assertThat(admin.get("/api/v1/resources/route/usual").text("version")).isEqualTo("1");
  }

  @Test
  void aRouteThatLearnsTellsWhatItLearnedFromScores() {
    admin.apply(
        """
        kind: route
        id: usual
        spec:
          when: {capability: text.*}
          use: [one, two]
          strategy: learned
          learn: {rules: priority, embedding: false, calls: 50}
        """);
    String learning = "/api/v1/routes/usual/learning";
    assertThat(admin.get(learning).text("why")).contains("nothing is learned yet");
    for (int i = 0; i < 4; i++) {
      String id =
          admin.post("/api/v1/call/text.pii.mask", "{\"text\": \"a\"}").header("auterity-decision");
      Reply given = admin.post("/api/v1/decisions/" + id + "/feedback", "{\"score\": 0.5}");
      assertThat(given.status()).as(given.toString()).isEqualTo(200);
      assertThat(admin.get("/api/v1/decisions/" + id).text("route.learned.rules")).isEqualTo("one");
    }

    Reply told = admin.awaiting(learning, "calls", "4");

    assertThat(told.text("decides")).as(told.toString()).isEqualTo("rules");
    assertThat(told.text("why")).contains("4 of 50 scored calls");
    assertThat(told.text("offers.0.score")).isEqualTo("0.5");
    assertThat(server.newTenant().get(learning).status()).isEqualTo(404);
  }

  @Test
  void routesThatCouldNotBeAppliedAreRefused() {
    Reply unknown =
        admin.post(REPLAYS, "application/yaml", "{kind: route, id: r, spec: {use: [three]}}");
    Reply provider =
        admin.post(
            REPLAYS,
            "application/yaml",
            "{kind: provider, id: p, spec: {connector: mask-text, config: {}}}");

    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.body()).contains("there is no 'three'");
    assertThat(provider.status()).isEqualTo(400);
    assertThat(admin.get(REPLAYS + "/none").status()).isEqualTo(404);
  }
}
