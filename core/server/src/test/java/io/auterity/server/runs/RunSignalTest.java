package io.auterity.server.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.server.Client;
import io.auterity.server.Reply;
import io.auterity.server.RunningServer;
import io.auterity.server.live.Watcher;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signals to runs over HTTP. */
@Tag("postgresql")
class RunSignalTest {

  @RegisterExtension static final RunningServer server = RunningServer.start();

  private final Client client = server.newTenant();

  private String started() {
    client.apply(
        """
        kind: workflow
        id: two
        spec:
          input: {}
          steps:
            - {id: one, await: {signal: go}}
            - {id: other, await: {signal: go}}
            - {id: both, transform: ["${one}", "${other}"]}
        """);
    return client.post("/api/v1/workflows/two/runs", "{\"input\": {}}").text("id");
  }

  private static Reply signal(Client client, String run, String name, String body) {
    return client.post("/api/v1/runs/" + run + "/signals/" + name, body);
  }

  @Test
  void aSignalIsAcceptedAndCountsOnceUnderItsKey() {
    String run = started();
    Client keyed = client.with("Idempotency-Key", "once");

    assertThat(signal(keyed, run, "go", "{\"payload\": 1}").status()).isEqualTo(202);
    assertThat(signal(keyed, run, "go", "{\"payload\": 1}").status()).isEqualTo(202);
    assertThat(signal(client, run, "go", "{\"payload\": {\"a\": 2}}").status()).isEqualTo(202);
    Watcher.follow(client, run);

    assertThat(client.get("/api/v1/runs/" + run + "/output").body())
        .isEqualToIgnoringWhitespace("[1,{\"a\":2}]");
    assertThat(signal(client, run, "go", "{}").status()).isEqualTo(409);
  }

  @Test
  void aSignalWithoutABodySaysNull() {
    String run = started();

    signal(client, run, "go", "");
    signal(client, run, "go", "{}");
    Watcher.follow(client, run);

    assertThat(client.get("/api/v1/runs/" + run + "/output").body())
        .isEqualToIgnoringWhitespace("[null,null]");
  }

  @Test
  void whatWaitsForASignalShowsSo() {
    String run = started();

    long end = System.nanoTime() + 20_000_000_000L;
    while (!client.get("/api/v1/runs/" + run).text("state").equals("waiting")
        && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    Reply step = client.get("/api/v1/runs/" + run + "/steps/one");

    assertThat(step.text("state")).as(step.toString()).isEqualTo("waiting");
    assertThat(step.text("waitingFor")).isEqualTo("message");
  }

  @Test
  void aSignalThatFitsNothingIsRefused() {
    String run = started();

    Reply unknown = signal(client, run, "gone", "{}");
    Reply large = signal(client, run, "go", "{\"payload\": \"%s\"}".formatted("x".repeat(65_600)));

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.body()).contains("awaits no signal 'gone'; it awaits go");
    assertThat(large.status()).isEqualTo(413);
  }
}
