package io.auterity.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.runs.Workflow;
import io.auterity.spi.Json;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class LiveTest {

  private static final String HALVES =
      """
      kind: workflow
      id: halves
      spec:
        input:
          numbers: {type: array, items: {type: integer}}
        steps:
          - id: all
            each: ${input.numbers}
            as: n
            onItemFailure: continue
            steps:
              - {id: half, transform: "${2 / n}"}
          - {id: pause, wait: 300ms}
        output: "${all}"
      """;

  @RegisterExtension static final RunningServer server = RunningServer.shared();

  private final Client client = Workflow.sizes(server.newTenant());

  @Test
  void aWatcherGetsTheWholeRunThenItsChangesThenItsEnd() {
    List<Json.Obj> frames = Watcher.follow(client, Workflow.started(client, "300ms"));

    assertThat(frames.getFirst().text("type")).isEqualTo("hello");
    assertThat(frames.getLast().text("type")).isEqualTo("finished");
    assertThat(((Json.Obj) value(frames.getLast(), "run")).text("state")).isEqualTo("succeeded");
    assertThat(frames.subList(1, frames.size() - 1))
        .isNotEmpty()
        .allMatch(frame -> "progress".equals(frame.text("type")));
    assertThat(frames).extracting(frame -> seq(frame)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aChangeTellsOfFailedItemsAndOfTheStart() {
    client.apply(HALVES);
    Reply started =
        client.post("/api/v1/workflows/halves/runs", "{\"input\": {\"numbers\": [0, 1, 2]}}");

    List<Json.Obj> frames = Watcher.follow(client, started.text("id"));

    Json.Obj run = (Json.Obj) value(frames.getLast(), "run");
    Json.Obj change = frames.get(frames.size() - 2);
    assertThat(change.text("type")).isEqualTo("progress");
    assertThat(value(change, "failedItems")).isEqualTo(Json.of(1));
    assertThat(value(change, "startedAt")).isEqualTo(value(run, "startedAt"));
  }

  @Test
  void aWatcherWhoKnowsAllUpToANumberGetsWhatComesAfterIt() throws InterruptedException {
    String run = Workflow.started(client, "2s");
    Watcher first = Watcher.open(client, run, "");
    Json.Obj known = first.next();
    while (!waits(known)) {
      known = first.next();
    }

    Watcher second = Watcher.open(client, run, "?since=" + seq(known));
    Json.Obj next = second.next();

    assertThat(next.text("type")).isEqualTo("progress");
    assertThat(seq(next)).isGreaterThan(seq(known));
    assertThat(second.closeCode()).isEqualTo(1000);
    assertThat(second.frames()).noneMatch(frame -> "hello".equals(frame.text("type")));
  }

  @Test
  void aWatcherWhoHasMissedTooMuchGetsTheWholeRun() throws InterruptedException {
    String run = Workflow.started(client, "1s");

    assertThat(Watcher.open(client, run, "?since=1").next().text("type")).isEqualTo("hello");
  }

  @Test
  void aWatcherOfAQuietRunIsToldThatTheLineStands() throws InterruptedException {
    Watcher watcher = Watcher.open(client, Workflow.started(client, "1h"), "");
    Json.Obj before = watcher.next();
    Json.Obj frame = watcher.next();
    while (!"alive".equals(frame.text("type"))) {
      before = frame;
      frame = watcher.next();
    }

    assertThat(seq(frame)).isEqualTo(seq(before));
    assertThat(Instant.parse(frame.text("at"))).isAfter(Instant.parse(before.text("at")));
  }

  @Test
  void ofARunThatIsOverTheWholeAndTheEndAreTold() {
    String run = Workflow.started(client, "0s");
    Watcher.follow(client, run);

    assertThat(Watcher.follow(client, run))
        .extracting(frame -> frame.text("type"))
        .containsExactly("hello", "finished");
  }

  @Test
  void aWatcherWithoutAGoodCredentialIsToldSo() {
    String run = Workflow.started(client, "1h");

    assertThat(Watcher.open(server.anonymous(), run, "").closeCode()).isEqualTo(4401);
    assertThat(Watcher.open(server.anonymous().bearer("wrong"), run, "").closeCode())
        .isEqualTo(4401);
  }

  @Test
  void runsThatAreNotThereOrOfAnotherTenantAreNotWatched() {
    String run = Workflow.started(client, "1h");

    assertThat(Watcher.open(client, "run_0", "").closeCode()).isEqualTo(4404);
    assertThat(Watcher.open(server.newTenant(), run, "").closeCode()).isEqualTo(4404);
  }

  @Test
  void aSessionWatchesFromPagesOfThisServerOnly() {
    String run = Workflow.started(client, "1h");
    Client browser = browser(client.key());

    Watcher own = Watcher.open(browser, run, "");
    assertThat(own.frames()).isNotNull();
    assertThatThrownBy(() -> Watcher.open(browser.with("Origin", "http://other"), run, ""))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
  }

  @Test
  void signingOutEndsWhatTheSessionWatches() throws InterruptedException {
    String run = Workflow.started(client, "1h");
    Client browser = browser(client.key());
    Watcher watcher = Watcher.open(browser, run, "");
    watcher.next();

    browser.with("X-Auterity-Console", "1").delete("/api/v1/session");

    assertThat(watcher.closeCode()).isEqualTo(4401);
  }

  @Test
  void revokingAKeyEndsWhatItAndItsSessionsWatch() throws InterruptedException {
    String run = Workflow.started(client, "1h");
    Reply made = client.post("/api/v1/keys", "{\"name\": \"v\", \"roles\": [\"viewer\"]}");
    Watcher byKey = Watcher.open(server.anonymous().bearer(made.text("secret")), run, "");
    Watcher bySession = Watcher.open(browser(made.text("secret")), run, "");
    byKey.next();
    bySession.next();

    client.delete("/api/v1/keys/" + made.text("key.id"));

    assertThat(byKey.closeCode()).isEqualTo(4401);
    assertThat(bySession.closeCode()).isEqualTo(4401);
  }

  @Test
  void aKeyThatExpiresWatchesNoLonger() throws InterruptedException {
    String run = Workflow.started(client, "1h");
    String end = Instant.now().plusSeconds(6).toString();
    Reply made =
        client.post(
            "/api/v1/keys",
            "{\"name\": \"v\", \"roles\": [\"viewer\"], \"expires\": \"%s\"}".formatted(end));
    Watcher watcher = Watcher.open(server.anonymous().bearer(made.text("secret")), run, "");

    assertThat(watcher.next().text("type")).isEqualTo("hello");
    assertThat(watcher.closeCode()).isEqualTo(4401);
  }

  private static Client browser(String key) {
    Reply session = server.anonymous().post("/api/v1/session", "{\"key\": \"%s\"}".formatted(key));
    return server
        .anonymous()
        .with("Cookie", session.header("set-cookie").split(";", 2)[0])
        .with("Origin", server.anonymous().base());
  }

  private static boolean waits(Json.Obj frame) {
    Json.Obj run = value(frame, "run") instanceof Json.Obj whole ? whole : frame;
    return "waiting".equals(run.text("state"));
  }

  private static Json value(Json.Obj frame, String name) {
    return frame.fields().getOrDefault(name, Json.NULL);
  }

  private static long seq(Json.Obj frame) {
    return value(frame, "seq") instanceof Json.Int(long seq) ? seq : -1;
  }
}
