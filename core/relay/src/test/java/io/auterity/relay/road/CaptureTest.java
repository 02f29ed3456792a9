package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.TenantScope;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.capture.Captures;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.route.Capture;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.FinishReason;
import io.auterity.spi.ai.Part;
import io.auterity.spi.text.MaskedText;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a route keeps of prompts and answers. */
class CaptureTest {

  private static final String SAID = "They took my house";

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void provider() {
    road.providers.add(ai("gpt"));
    road.providers.does("gpt", answers(new Classification("debt", "gpt", Map.of())));
  }

  @Test
  void keepsNothingUnlessTheRouteSaysSo() {
    road.classify();
    road.route("triage", "{'use': ['gpt']}");
    road.classify();
    road.captures.flush();

    assertThat(road.kept).isEmpty();
    assertThat(road.decision().toString()).doesNotContain(SAID);
  }

  @Test
  void keepsTheWholeWhereTheRouteSaysSo() {
    road.route("triage", "{'use': ['gpt'], 'capture': 'full'}");

    road.classify();
    road.captures.flush();

    CapturedContent content = road.kept.getFirst().content();
    assertThat(road.kept).hasSize(1);
    assertThat(road.kept.getFirst().decision()).isEqualTo(road.decision().id());
    assertThat(content.capture()).isEqualTo(Capture.FULL);
    assertThat(content.input()).contains(SAID);
    assertThat(content.output()).contains("debt");
    assertThat(content.note()).isNull();
    assertThat(road.decision().toString()).doesNotContain(SAID);
  }

  @Test
  void keepsNothingOfTheInputThatAFailureQuotes() {
    road.providers.add(ai("sad"));
    road.route("triage", "{'use': ['sad']}");
    road.providers.does(
        "sad",
        fails(
            Failure.of(FailureCode.INVALID, "no: '%s' is too sad".formatted(SAID))
                .withFields(Map.of("text", "must not be " + SAID))));

    Outcome.Failed told = (Outcome.Failed) road.classify();

    assertThat(told.failure().message()).contains(SAID);
    assertThat(road.decision().toString())
        .doesNotContain("took my house")
        .contains("no: '…' is too sad", "must not be …");
  }

  @Test
  void keepsTheEventsOfAStream() {
    road.providers.add(ai("speaker"));
    road.route("triage", "{'use': ['speaker'], 'capture': 'full'}");
    road.providers.streams(
        "speaker",
        events(
            null, new ChatEvent.Started("1", "gpt-4o"), new ChatEvent.Finished(FinishReason.STOP)));

    try (Exchange stream = road.chat()) {
      while (stream.next() != null) {
        // All of it is wanted.
      }
    }
    road.captures.flush();

    assertThat(road.kept.getFirst().content().output()).contains("finished").contains("stop");
  }

  @Test
  void aCallThatFailedKeepsItsPrompt() {
    road.providers.add(ai("bad"));
    road.providers.does("bad", fails(Failure.of(FailureCode.INVALID, "no")));
    road.route("triage", "{'use': ['bad'], 'capture': 'full'}");

    road.classify();
    road.captures.flush();

    assertThat(road.kept.getFirst().content().input()).contains(SAID);
    assertThat(road.kept.getFirst().content().output()).isNull();
  }

  @Test
  void whatAStreamSaidIsMaskedThoughItCameInPieces() {
    road.providers.add(ai("speaker"));
    road.route("triage", "{'use': ['speaker'], 'capture': 'full'}");
    road.providers.streams(
        "speaker",
        events(
            null,
            new ChatEvent.PartDelta(0, new Part.Text("write to ann@")),
            new ChatEvent.PartDelta(0, new Part.Text("exam")),
            new ChatEvent.PartDelta(0, new Part.Text("ple.org")),
            new ChatEvent.Finished(FinishReason.STOP)));
    try (Exchange stream = road.chat()) {
      while (stream.next() != null) {
        // All of it is wanted.
      }
    }
    road.captures.flush();
    String said = Objects.requireNonNull(road.kept.getFirst().content().output());

    assertThat(
            keptOf(masked(said, null), text -> text.replace("ann@example.org", "[email]")).input())
        .contains("write to [email]");
  }

  @Test
  void textsAreMaskedAsTheWordsTheyAre() {
    UnaryOperator<String> lines = text -> text.replaceAll("(?m)^\\d{3}-\\d{2}-\\d{4}$", "[us_ssn]");

    CapturedContent content =
        keptOf(
            masked(
                "{\"text\":\"mine is\\n123-45-6789\",\"n\":7,\"on\":true}",
                "{\"arguments\":\"{\\\"id\\\":\\\"123-45-6789\\\"}\"}"),
            lines);

    assertThat(content.input()).isEqualTo("{\"text\":\"mine is\\n[us_ssn]\",\"n\":7,\"on\":true}");
    assertThat(content.output()).isEqualTo("{\"arguments\":\"{\\\"id\\\":\\\"[us_ssn]\\\"}\"}");
  }

  @Test
  void aTenantWhoseMaskingHangsHoldsUpNobody() {
    CountDownLatch hanging = new CountDownLatch(1);
    TenantScope other = TenantScope.authenticated(new UUID(0, 99));
    List<Captures.Kept> kept = new CopyOnWriteArrayList<>();
    CountDownLatch written = new CountDownLatch(1);
    try (Captures captures =
        new Captures(
            batch -> {
              kept.addAll(batch);
              written.countDown();
            },
            10_000)) {
      captures.start(
          (scope, text) -> {
            await(scope.equals(other) ? hanging : new CountDownLatch(0));
            return text;
          });
      for (int i = 0; i < 20; i++) {
        captures.take(other, road.ids.next(), masked("\"a\"", null));
      }
      captures.take(road.tenant, road.ids.next(), masked("\"b\"", null));

      await(written);
      assertThat(kept).extracting(Captures.Kept::scope).containsExactly(road.tenant);
      hanging.countDown();
    }
    assertThat(kept).hasSize(21);
  }

  @Test
  void oneThatTheDatabaseRefusesTakesNoOtherAlong() {
    List<Captures.Kept> kept = new CopyOnWriteArrayList<>();
    Captures captures =
        new Captures(
            batch -> {
              if (batch.toString().contains("bad")) {
                throw new IllegalStateException("refused");
              }
              kept.addAll(batch);
            },
            10_000);

    captures.take(road.tenant, road.ids.next(), full("good"));
    captures.take(road.tenant, road.ids.next(), full("bad"));
    captures.take(road.tenant, road.ids.next(), full("fine"));
    captures.flush();

    assertThat(kept).hasSize(2);
    assertThat(captures.dropped()).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private CapturedContent keptOf(CapturedContent content, UnaryOperator<String> masker) {
    List<Captures.Kept> kept = new CopyOnWriteArrayList<>();
    try (Captures captures = new Captures(kept::addAll, 10_000)) {
      captures.start((scope, text) -> masker.apply(text));
      captures.take(road.tenant, road.ids.next(), content);
      captures.flush();
    }
    return kept.getFirst().content();
  }

  @Test
  void masksBehindTheCall() {
    List<Captures.Kept> kept = new CopyOnWriteArrayList<>();
    try (Captures captures = new Captures(kept::addAll, 10_000)) {
      captures.start((scope, text) -> text.replace("Ann", "[name]"));
      captures.take(road.tenant, road.ids.next(), masked("\"Ann\"", "\"Dear Ann\""));
      captures.flush();
    }

    assertThat(kept.getFirst().content()).isEqualTo(masked("\"[name]\"", "\"Dear [name]\""));
  }

  @Test
  void whatCannotBeMaskedIsNotKept() {
    List<Captures.Kept> kept = new CopyOnWriteArrayList<>();
    try (Captures captures = new Captures(kept::addAll, 10_000)) {
      captures.start(
          (scope, text) -> {
            throw new CallFailedException(FailureCode.NO_VIABLE_PROVIDER, "nobody masks");
          });
      captures.take(road.tenant, road.ids.next(), masked("\"Ann\"", null));
      captures.flush();
    }

    assertThat(kept.getFirst().content())
        .isEqualTo(
            new CapturedContent(
                Capture.MASKED,
                null,
                null,
                "It could not be masked (no_viable_provider), so it is not kept."));
  }

  @Test
  void whatFindsNoRoomIsDroppedAndCounted() {
    List<Captures.Kept> kept = new CopyOnWriteArrayList<>();
    Captures captures = new Captures(kept::addAll, 80);

    captures.take(road.tenant, road.ids.next(), full("12345678"));
    captures.take(road.tenant, road.ids.next(), full("12345678"));
    captures.flush();
    captures.take(road.tenant, road.ids.next(), full("12345678"));
    captures.flush();

    assertThat(kept).hasSize(2);
    assertThat(captures.dropped()).isEqualTo(1);
  }

  @Test
  void thePlatformsOwnMaskingIsNeverKept() {
    road.providers.add(Fleet.ofKind(Fleet.withSupport(ai("masker"), false, "pii.mask"), "text"));
    road.providers.does("masker", answers(new MaskedText("[name]", List.of())));
    road.route("all", "{'capture': 'masked', 'priority': 9}");

    assertThat(road.mask("Ann Smith")).isEqualTo("[name]");
    road.captures.flush();

    assertThat(road.kept).isEmpty();
  }

  private static CapturedContent masked(String input, @Nullable String output) {
    return new CapturedContent(Capture.MASKED, input, output, null);
  }

  private static CapturedContent full(String input) {
    return new CapturedContent(Capture.FULL, input, null, null);
  }
}
