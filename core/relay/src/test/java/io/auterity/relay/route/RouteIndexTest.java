package io.auterity.relay.route;

import static io.auterity.relay.route.Specs.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteIndexTest {

  @Test
  void takesTheHighestPriorityAndOfEqualsTheFirstId() {
    Route low = route("a", "{'priority': 1}");
    Route second = route("c", "{'priority': 2}");
    Route first = route("b", "{'priority': 2}");

    assertThat(idOf(Calls.classify(Map.of()), low, second, first)).isEqualTo("b");
  }

  @Test
  void testsLabelsForEqualityAndForBeingNotEmpty() {
    Route recorded =
        route(
            "recorded", "{'when': {'labels': {'route': 'triage', 'sample': '?*'}}, 'priority': 2}");
    Route live = route("live", "{'when': {'labels': {'route': 'triage'}}}");

    assertThat(idOf(Calls.classify(Map.of("route", "triage", "sample", "x:1")), live, recorded))
        .isEqualTo("recorded");
    assertThat(idOf(Calls.classify(Map.of("route", "triage", "sample", "")), live, recorded))
        .isEqualTo("live");
    assertThat(idOf(Calls.classify(Map.of("route", "other")), live, recorded)).isNull();
  }

  @Test
  void testsCapabilityAndModelByGlob() {
    Route chat = route("chat", "{'when': {'capability': 'ai.chat.*', 'model': 'gpt-*'}}");

    assertThat(idOf(Calls.chat("gpt-4o", Map.of()), chat)).isEqualTo("chat");
    assertThat(idOf(Calls.chat("claude", Map.of()), chat)).isNull();
    assertThat(idOf(Calls.classify(Map.of()), chat)).isNull();
  }

  @Test
  void anExpressionThatReadsAnAbsentLabelDoesNotMatchAndIsNotEvaluated() {
    Route other =
        route("a", "{'when': {'expression': 'labels.team != \\'x\\''}}".replace("\\'", "\\\""));

    RouteIndex.Match match = new RouteIndex(List.of(other)).match(Calls.classify(Map.of()));

    assertThat(match).isEqualTo(new RouteIndex.Match(null, 0));
  }

  @Test
  void anExpressionMayAskForALabelFirst() {
    Route guarded =
        route(
            "a",
            "{'when': {'expression': 'has(labels.team) ? labels.team == `x` : model == ``'}}"
                .replace("`", "\\\""));

    assertThat(idOf(Calls.classify(Map.of()), guarded)).isEqualTo("a");
    assertThat(idOf(Calls.classify(Map.of("team", "y")), guarded)).isNull();
  }

  @Test
  void findsAnEqualityInsideAnExpressionWithoutEvaluatingTheOthers() {
    RouteIndex index =
        new RouteIndex(
            java.util.stream.IntStream.range(0, 100)
                .mapToObj(
                    i ->
                        route(
                            "r" + i,
                            "{'when': {'expression': 'size(model) > 2 && labels.team == `t%d`'}}"
                                .formatted(i)
                                .replace("`", "\\\"")))
                .toList());

    RouteIndex.Match match = index.match(Calls.chat("gpt-4o", Map.of("team", "t73")));

    assertThat(match.route()).isNotNull();
    assertThat(match.evaluations()).isEqualTo(1);
  }

  private static @Nullable String idOf(CallFacts facts, Route... routes) {
    Route found = new RouteIndex(List.of(routes)).match(facts).route();
    return found == null ? null : found.id();
  }
}
