package io.auterity.workflow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Origin;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventCodecTest {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");
  private static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant DUE = Instant.parse("2026-01-01T00:01:01Z");
  private static final StepKey STEP = new StepKey(4, IndexPath.of(17, 3), 0);
  private static final UUID DECISION = UUID.fromString("0190a1b2-0000-7000-8000-000000000001");

  private static List<Json.Obj> samples() throws IOException {
    List<Json.Obj> samples = new ArrayList<>();
    try (var in =
        Objects.requireNonNull(EventCodecTest.class.getResourceAsStream("payloads-v1.jsonl"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines()
          .forEach(
              line ->
                  samples.add(
                      new JsonReader(10_000).readObject(line.getBytes(StandardCharsets.UTF_8))));
    }
    return samples;
  }

  private static EventRow row(Json.Obj sample) {
    Json payload = sample.fields().getOrDefault("payload", Json.NULL);
    Json kind = sample.fields().getOrDefault("kind", Json.NULL);
    return new EventRow(
        9, 4, IndexPath.of(17, 3), 0, (int) ((Json.Int) kind).value(), StoredJson.of(payload), AT);
  }

  @Test
  void theKeptSamplesStillLoad() throws IOException {
    Failure slow =
        new Failure(
            FailureCode.RATE_LIMITED,
            true,
            Applied.UNKNOWN,
            Duration.ofMillis(1_500),
            "slow down",
            Map.of("limit", "10"));
    Failure doubt =
        new Failure(
            FailureCode.IN_DOUBT,
            false,
            Applied.UNKNOWN,
            null,
            "who knows",
            Map.of(),
            Origin.VENDOR);

    List<RunEvent> read = new ArrayList<>();
    for (Json.Obj sample : samples()) {
      read.add(EventCodec.read(row(sample)).event());
    }

    assertThat(read)
        .startsWith(
            new RunEvent.Completed(
                STEP,
                new JsonReader(100)
                    .read(
                        "{\"label\":\"debt_collection\",\"scores\":{\"a\":0.5,\"n\":3}}"
                            .getBytes(StandardCharsets.UTF_8))),
            new RunEvent.Failed(STEP, slow),
            new RunEvent.Chosen(STEP, 1),
            new RunEvent.Expanded(STEP, 502),
            new RunEvent.Dispatched(STEP, null),
            new RunEvent.Retrying(
                STEP,
                2,
                DUE,
                Failure.of(FailureCode.UNAVAILABLE, "later").withOrigin(Origin.VENDOR)),
            new RunEvent.TimerSet(STEP, DUE),
            new RunEvent.TimerFired(STEP),
            new RunEvent.InDoubt(STEP, doubt),
            new RunEvent.Repeated(STEP),
            new RunEvent.CancelRequested("ann"),
            new RunEvent.Abandoned(STEP, doubt),
            new RunEvent.Unsent(STEP),
            new RunEvent.Dispatched(STEP, "acme/jira/0f"),
            new RunEvent.Skipped(STEP, doubt),
            new RunEvent.Repaired("ann", "disk", List.of(STEP), true),
            new RunEvent.ItemDue(STEP, 7))
        .contains(new RunEvent.Failed(STEP, slow.withOrigin(Origin.VENDOR)))
        .contains(
            new RunEvent.Skipped(STEP, null),
            new RunEvent.Delivered(STEP, DECISION, "answer", "ann"),
            new RunEvent.Rounded(STEP, 3, Json.EMPTY.with("text", Json.of("draft"))),
            new RunEvent.Handled(STEP, 1, Json.EMPTY.with("code", Json.of("conflict"))),
            new RunEvent.ChildBegun(STEP, DECISION),
            new RunEvent.TimedOut(Duration.ofMinutes(90)),
            new RunEvent.Paused("ann", true),
            new RunEvent.Paused("ann", false),
            new RunEvent.Resumed("bob"),
            new RunEvent.Reopened(
                List.of(STEP), Json.EMPTY.with("text", Json.of("x")), true, "ann"),
            new RunEvent.Reopened(List.of(), null, false, "ann"))
        .endsWith(
            new RunEvent.Asked(STEP, DUE, Json.EMPTY.with("question", Json.of("Refund?"))),
            new RunEvent.Asked(STEP, null, Json.NULL))
        .contains(
            new RunEvent.Retrying(
                STEP,
                0,
                DUE,
                Failure.of(FailureCode.NO_VIABLE_PROVIDER, "its breaker is open")
                    .withRetryable(true)
                    .withOrigin(Origin.VENDOR),
                new RunEvent.NotTaken(3, STARTED, null)),
            new RunEvent.Retrying(
                STEP,
                2,
                DUE,
                Failure.of(FailureCode.UNAVAILABLE, "the vendor answered 500")
                    .withOrigin(Origin.VENDOR),
                new RunEvent.NotTaken(12, STARTED, STARTED.plus(Duration.ofMinutes(3)))));
    assertThat(read.stream().map(EventKind::of).distinct()).hasSameSizeAs(EventKind.values());
  }

  @Test
  void whatIsWrittenIsReadBackAndWrittenAlike() throws IOException {
    for (Json.Obj sample : samples()) {
      RecordedEvent read = EventCodec.read(row(sample));
      EventRow written = EventCodec.write(read);

      assertThat(EventCodec.read(written)).isEqualTo(read);
      if (!sample.toString().contains("category")) { // as it was told before origin
        assertThat(written.payload()).isEqualTo(row(sample).payload());
      }
    }
  }

  @Test
  void theEndOfAStepKeepsItsBeginningAndItsDecision() {
    RecordedEvent recorded =
        new RecordedEvent(3, new RunEvent.Completed(STEP, Json.of("x")), STARTED, DECISION, AT);

    assertThat(EventCodec.read(EventCodec.write(recorded))).isEqualTo(recorded);
  }

  @Test
  void aStepSkippedByItsConditionHasNoDoubt() {
    RecordedEvent recorded =
        new RecordedEvent(3, new RunEvent.Skipped(STEP, null), STARTED, null, AT);

    assertThat(EventCodec.read(EventCodec.write(recorded))).isEqualTo(recorded);
  }

  @Test
  void aPayloadOfAnotherFormatIsRefused() {
    EventRow row =
        new EventRow(
            1, 0, IndexPath.ROOT, 0, 8, StoredJson.of(Json.EMPTY.with("v", Json.of(2))), AT);

    assertThatThrownBy(() -> EventCodec.read(row)).hasMessageContaining("unknown format: 2");
  }

  @Test
  void anEventOfUnknownKindIsRefused() {
    EventRow row =
        new EventRow(
            1, 0, IndexPath.ROOT, 0, 99, StoredJson.of(Json.EMPTY.with("v", Json.of(1))), AT);

    assertThatThrownBy(() -> EventCodec.read(row)).hasMessageContaining("unknown kind 99");
  }

  @Test
  void equalWorkHasAnEqualDigestWhateverTheOrderOfFields() {
    Json one = Json.EMPTY.with("a", Json.of(1)).with("b", Json.of(2));
    Json other = Json.EMPTY.with("b", Json.of(2)).with("a", Json.of(1));

    assertThat(Digest.of(one)).isEqualTo(Digest.of(other));
    assertThat(Digest.of(one)).isNotEqualTo(Digest.of(Json.EMPTY.with("a", Json.of(1))));
  }
}
