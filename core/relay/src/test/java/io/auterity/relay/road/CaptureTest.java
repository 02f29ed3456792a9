package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.events;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Exchange;
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
import io.auterity.spi.text.MaskedText;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
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

    assertThat(road.kept.getFirst().content().output()).contains("gpt-4o").contains("stop");
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
                Capture.MASKED, null, null, "It could not be masked: nobody masks"));
  }

  @Test
  void whatFindsNoRoomIsDroppedAndCounted() {
    List<Captures.Kept> kept = new CopyOnWriteArrayList<>();
    Captures captures = new Captures(kept::addAll, 20);

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
