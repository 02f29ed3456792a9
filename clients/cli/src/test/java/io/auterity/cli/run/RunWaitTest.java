package io.auterity.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.cli.AnsweringServer;
import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiException;
import io.auterity.cli.exit.CliException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunWaitTest {

  private static final String RUN = "/api/v1/runs/run_1";

  @TempDir private Path folder;
  private final List<String> asked = new ArrayList<>();
  private final List<Duration> paused = new ArrayList<>();
  @AutoClose private AnsweringServer server;
  private Instant now = Instant.EPOCH;

  @BeforeEach
  void start() {
    server = new AnsweringServer(folder);
  }

  @Test
  void looksUntilTheRunHasEnded() {
    Iterator<RunSnapshot> looks =
        List.of(state("queued"), state("running"), state("succeeded")).iterator();

    assertThat(waitFor(looks::next).toTheEnd().state()).isEqualTo("succeeded");
    assertThat(paused).hasSize(2);
  }

  @Test
  void asksOnceForAnAnswerAndGoesOn() {
    server.answer(RUN + "/steps", "{\"items\": [{\"key\": \"file\", \"waitingFor\": \"answer\"}]}");
    Iterator<RunSnapshot> looks =
        List.of(state("waiting"), state("waiting"), state("failed")).iterator();

    assertThat(waitFor(looks::next).toTheEnd().state()).isEqualTo("failed");
    assertThat(asked).singleElement().asString().contains("./auterity run answer run_1 'file'");
  }

  @Test
  void endsWhereTheRunIsNotCarriedOn() {
    RunSnapshot stalled = state("running\", \"stalled\": {\"message\": \"event 7\"}, \"x\": \"");

    assertThatExceptionOfType(CliException.class)
        .isThrownBy(() -> waitFor(() -> stalled).toTheEnd())
        .withMessageContaining("run_1 is not carried on: event 7");
  }

  @Test
  void aServerThatIsAwayIsAskedForAMinute() {
    server.answer(RUN, 503, "{\"code\": \"unavailable\", \"detail\": \"later\"}");
    ApiClient api = server.api();

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> waitFor(() -> new RunSnapshot(api.get(RUN))).toTheEnd());
    assertThat(paused).hasSize(61);
  }

  @Test
  void anErrorThatDoesNotPassEndsIt() {
    server.answer(RUN, 404, "{\"code\": \"not_found\", \"detail\": \"there is no run\"}");
    ApiClient api = server.api();

    assertThatExceptionOfType(ApiException.class)
        .isThrownBy(() -> waitFor(() -> new RunSnapshot(api.get(RUN))).toTheEnd());
    assertThat(paused).isEmpty();
  }

  private RunWait waitFor(Supplier<RunSnapshot> look) {
    return new RunWait(look, new Standstill(server.api()), asked::add, clock(), this::pause);
  }

  private void pause(Duration time) {
    paused.add(time);
    now = now.plusSeconds(1);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneOffset getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
  }

  private static RunSnapshot state(String state) {
    return new RunSnapshot(
        ApiClient.mapper()
            .readTree(
                "{\"id\": \"run_1\", \"progress\": {\"done\": 0, \"total\": 1}, \"state\": \"%s\"}"
                    .formatted(state)));
  }
}
