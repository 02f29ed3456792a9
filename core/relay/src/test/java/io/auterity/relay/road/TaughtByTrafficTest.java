package io.auterity.relay.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.head.TrafficExamples;
import io.auterity.relay.head.TrafficExamples.Gathered;
import io.auterity.relay.head.TrafficExamples.Traffic;
import io.auterity.relay.plan.Fleet;
import io.auterity.relay.route.Capture;
import io.auterity.spi.TextLearner.Example;
import io.auterity.spi.ai.Classification;
import io.auterity.spi.ai.TextToClassify;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of a route become examples; what was kept of them is given here. */
class TaughtByTrafficTest extends RoadFixture {

  private final List<Decision> made = new ArrayList<>();
  private final Map<UUID, CapturedContent> kept = new HashMap<>();
  private final ScoredCalls lessons = new ScoredCalls();
  private final TrafficExamples traffic =
      new TrafficExamples(
          (scope, from, to, after, limit) -> page(after, limit),
          lessons,
          (scope, call) -> Optional.ofNullable(kept.get(call)));

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
    lessons.add(ask("r", "good", "right", "debt", Capture.FULL), 1);
    lessons.add(ask("r", "cheap", "about right", "debt", Capture.FULL), 0.75);
    lessons.add(ask("r", "cheap", "wrong", "debt", Capture.FULL), 0.5);
    ask("r", "good", "nobody said", "debt", Capture.FULL);

    assertThat(gather("r", null).examples())
        .extracting(Example::text)
        .containsExactly("right", "about right");
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

  private List<Decision> page(@Nullable UUID after, int limit) {
    int from = 0;
    while (after != null && !made.get(from++).id().equals(after)) {
      // Up to the last that was seen.
    }
    return made.stream().skip(from).limit(limit).toList();
  }
}
