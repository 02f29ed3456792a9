package io.auterity.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.insight.head.TrafficExamples;
import io.auterity.insight.head.TrafficExamples.Gathered;
import io.auterity.insight.head.TrafficExamples.Traffic;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.AnsweredCalls;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.route.Capture;
import io.auterity.spi.TextLearner.Example;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.TextToClassify;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of a route become examples; what was kept of them is given here. */
class TaughtByTrafficTest extends InsightFixture {

  private final List<Decision> made = new ArrayList<>();
  private final Map<UUID, CapturedContent> kept = new HashMap<>();
  private final Map<UUID, Double> scores = new HashMap<>();
  private final List<AnsweredCalls> asked = new ArrayList<>();
  private final ManualTime time = new ManualTime(Instant.EPOCH);
  private final TrafficExamples traffic =
      new TrafficExamples(
          (scope, which, before, limit) -> page(which, before, limit),
          (scope, call) -> Optional.ofNullable(kept.get(call)),
          time);

  @BeforeEach
  void twoOffers() {
    road.providers.add(Fleet.ai("good"));
    road.providers.add(Fleet.ai("cheap"));
  }

  @Test
  void theAnswersOfATeacherAreTheLabels() {
    ask("r", "good", "They took my house", "debt", Capture.FULL);
    ask("r", "cheap", "Where is my card?", "cards", Capture.FULL);
    ask("s", "good", "Of another route", "cards", Capture.FULL);
    ask("r", "good", "Hello ████", "cards", Capture.MASKED);
    ask("r", "good", "Not kept", "cards", Capture.NONE);

    Gathered found = gather("r", "good");

    assertThat(found.examples())
        .containsExactly(
            new Example("They took my house", "debt"), new Example("Hello ████", "cards"));
    assertThat(found.calls()).isEqualTo(3);
    assertThat(found.unkept()).isEqualTo(1);
  }

  @Test
  void withoutATeacherTheAnswersThatCallersSaidWereRight() {
    scores.put(ask("r", "good", "right", "debt", Capture.FULL).id(), 1.0);
    scores.put(ask("r", "cheap", "about right", "debt", Capture.FULL).id(), 0.75);
    scores.put(ask("r", "cheap", "wrong", "debt", Capture.FULL).id(), 0.5);
    ask("r", "good", "nobody said", "debt", Capture.FULL);

    assertThat(gather("r", null).examples())
        .extracting(Example::text)
        .containsExactly("right", "about right");
    assertThat(asked)
        .containsExactly(
            new AnsweredCalls(
                "ai.text.classify",
                road.time.now().minus(Duration.ofDays(1)),
                road.time.now(),
                0.75));
  }

  @Test
  void whatMaskingChangedIsNoLabel() {
    Decision call = ask("r", "good", "text", "debt", Capture.NONE);
    kept.put(call.id(), content("text", "████", Capture.MASKED));
    Decision failed = ask("r", "good", "text", "debt", Capture.NONE);
    kept.put(failed.id(), new CapturedContent(Capture.MASKED, null, null, "not masked"));

    assertThat(gather("r", "good").unkept()).isEqualTo(2);
  }

  @Test
  void allPagesAreReadAndHowFarItIsIsTold() {
    for (int i = 0; i < 450; i++) {
      ask("r", "good", "text " + i, "debt", Capture.FULL);
    }
    List<Double> told = new ArrayList<>();

    Gathered found =
        traffic.gather(
            road.tenant,
            new Traffic("r", road.time.now().minus(Duration.ofDays(1)), road.time.now(), "good"),
            told::add);

    assertThat(found.examples()).hasSize(450);
    assertThat(found.examples().getLast().text()).isEqualTo("text 449");
    assertThat(told).hasSizeGreaterThan(3).allMatch(share -> share >= 0 && share <= 1);
  }

  @Test
  void ofLongTextsTheLatestAreReadAndTheirFirstCharacters() {
    Decision one = ask("r", "good", "x".repeat(9_000), "debt", Capture.FULL);
    TrafficExamples endless =
        new TrafficExamples(
            (scope, which, before, limit) -> Collections.nCopies(limit, one),
            (scope, call) -> Optional.ofNullable(kept.get(call)),
            time);

    Gathered found =
        endless.gather(
            road.tenant,
            new Traffic("r", road.time.now().minus(Duration.ofDays(1)), road.time.now(), "good"),
            share -> {});

    assertThat(found.examples()).hasSize(2_000);
    assertThat(found.examples().getFirst().text()).hasSize(8_000);
    assertThat(found.calls()).isEqualTo(2_000);
    assertThat(found.whole()).isFalse();
  }

  @Test
  void whatTakesTooLongEndsWithWhatWasFound() {
    for (int i = 0; i < 3; i++) {
      ask("r", "good", "text " + i, "debt", Capture.FULL);
    }
    Traffic wanted =
        new Traffic("r", road.time.now().minus(Duration.ofDays(1)), road.time.now(), "good");

    Gathered found =
        traffic.gather(road.tenant, wanted, share -> time.advance(Duration.ofMinutes(3)));

    assertThat(found.examples()).extracting(Example::text).containsExactly("text 2");
    assertThat(found.whole()).isFalse();
    assertThat(gather("r", "good").whole()).isTrue();
  }

  private Gathered gather(String route, @Nullable String teacher) {
    return traffic.gather(
        road.tenant,
        new Traffic(route, road.time.now().minus(Duration.ofDays(1)), road.time.now(), teacher),
        share -> {});
  }

  private Decision ask(String route, String offer, String text, String label, Capture capture) {
    road.route(route, "{'use': ['%s'], 'priority': %d}".formatted(offer, made.size()));
    road.providers.does(
        offer, (input, attempt) -> new Classification(label, "m", Map.of(label, 1.0)));
    road.invoke("ai.text.classify", new TextToClassify(text, Map.of("debt", "-", "cards", "-")));
    Decision decision = road.decision();
    made.add(decision);
    if (capture != Capture.NONE) {
      kept.put(decision.id(), content(text, label, capture));
    }
    road.providers.clear();
    return decision;
  }

  private static CapturedContent content(String text, String label, Capture capture) {
    return new CapturedContent(
        capture,
        "{\"text\": \"%s\", \"classes\": {\"debt\": \"-\", \"cards\": \"-\"}}".formatted(text),
        "{\"label\": \"%s\", \"model\": \"m\", \"scores\": {}}".formatted(label),
        null);
  }

  private List<Decision> page(AnsweredCalls which, @Nullable UUID before, int limit) {
    asked.add(which);
    List<Decision> latest = made.reversed();
    int from = 0;
    while (before != null && !latest.get(from++).id().equals(before)) {
      // Up to the last that was seen.
    }
    return latest.stream()
        .skip(from)
        .filter(one -> which.worth() == null || scores.getOrDefault(one.id(), 0.0) >= which.worth())
        .limit(limit)
        .toList();
  }
}
