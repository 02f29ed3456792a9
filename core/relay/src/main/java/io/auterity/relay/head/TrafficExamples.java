package io.auterity.relay.head;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.learn.Lessons;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner.Example;
import io.auterity.spi.TextLearner.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Examples out of calls of a route whose content was kept: what was asked, and as its label what a
 * named offer answered, or whoever answered where callers said that it was right.
 */
public final class TrafficExamples {

  private static final String CLASSIFIES = "ai.text.classify";
  private static final int AT_ONCE = 200;
  private static final int LOOKED_AT = 2 * HeadExamples.MOST;

  /** The mean score from which an answer counts as right. */
  static final double RIGHT = 0.75;

  private static final int SCORED = 10_000;
  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  private final Walk decisions;
  private final Lessons lessons;
  private final BiFunction<TenantScope, UUID, Optional<CapturedContent>> contents;

  /** Decisions of a time, from the oldest on. */
  @FunctionalInterface
  public interface Walk {
    /**
     * The next of them.
     *
     * @param after the last that was seen; null at first
     */
    List<Decision> next(
        TenantScope scope, Instant from, Instant to, @Nullable UUID after, int limit);
  }

  /**
   * @param contents finds what was kept of a call
   */
  public TrafficExamples(
      Walk decisions,
      Lessons lessons,
      BiFunction<TenantScope, UUID, Optional<CapturedContent>> contents) {
    this.decisions = decisions;
    this.lessons = lessons;
    this.contents = contents;
  }

  /**
   * Which calls.
   *
   * @param teacher the offer whose answers are the labels; null takes those that callers said were
   *     right
   */
  public record Traffic(String route, Instant from, Instant to, @Nullable String teacher) {

    /** In words for people. */
    public String words() {
      return teacher == null
          ? "route %s, answers that callers said were right".formatted(route)
          : "route %s, answers of %s".formatted(route, teacher);
    }
  }

  /**
   * What was found, from the oldest to the latest.
   *
   * @param calls that would do
   * @param unkept of these, whose content was not kept or does not tell
   */
  public record Gathered(List<Example> examples, int calls, int unkept) {}

  /** Reads at most the latest ten thousand that would do. */
  public Gathered gather(TenantScope scope, Traffic traffic, Watch watch) {
    List<UUID> calls = calls(scope, traffic, watch);
    List<Example> examples = new ArrayList<>();
    for (UUID call : calls) {
      watch.reached(1);
      contents.apply(scope, call).flatMap(TrafficExamples::example).ifPresent(examples::add);
    }
    return new Gathered(examples, calls.size(), calls.size() - examples.size());
  }

  private List<UUID> calls(TenantScope scope, Traffic traffic, Watch watch) {
    Map<UUID, Double> scores = traffic.teacher() == null ? scores(scope) : Map.of();
    Deque<UUID> calls = new ArrayDeque<>();
    UUID after = null;
    List<Decision> some;
    do {
      some = decisions.next(scope, traffic.from(), traffic.to(), after, AT_ONCE);
      for (Decision one : some) {
        if (isOf(traffic, one) && isRight(traffic, one, scores)) {
          calls.add(one.id());
        }
      }
      while (calls.size() > LOOKED_AT) {
        calls.removeFirst();
      }
      if (!some.isEmpty()) {
        after = some.getLast().id();
        watch.reached(share(traffic, some.getLast().timing().began()));
      }
    } while (some.size() == AT_ONCE);
    return List.copyOf(calls);
  }

  private static double share(Traffic traffic, Instant at) {
    double whole = traffic.to().toEpochMilli() - traffic.from().toEpochMilli();
    return whole <= 0 ? 1 : (at.toEpochMilli() - traffic.from().toEpochMilli()) / whole;
  }

  private Map<UUID, Double> scores(TenantScope scope) {
    Map<UUID, Double> scores = new HashMap<>();
    lessons.latest(scope, SCORED).forEach(one -> scores.put(one.decision().id(), one.score()));
    return scores;
  }

  private static boolean isOf(Traffic traffic, Decision decision) {
    Decision.Planning planning = decision.planning();
    return planning != null
        && planning.route() != null
        && planning.route().id().equals(traffic.route())
        && decision.call().capability().equals(CLASSIFIES)
        && decision.result().ending() == Decision.Ending.SUCCEEDED;
  }

  private static boolean isRight(Traffic traffic, Decision decision, Map<UUID, Double> scores) {
    return traffic.teacher() == null
        ? scores.getOrDefault(decision.id(), 0.0) >= RIGHT
        : traffic.teacher().equals(decision.result().offer());
  }

  // What was masked may be no class any more.
  private static Optional<Example> example(CapturedContent content) {
    Json.Obj input = read(content.input());
    Json.Obj output = read(content.output());
    String text = input == null ? null : input.text("text");
    String label = output == null ? null : output.text("label");
    boolean isClass =
        label != null
            && input != null
            && input.get("classes") instanceof Json.Obj classes
            && classes.get(label) != null;
    return text == null || label == null || !isClass
        ? Optional.empty()
        : Optional.of(new Example(text, label));
  }

  private static Json.@Nullable Obj read(@Nullable String json) {
    try {
      return json == null ? null : READER.readObject(json.getBytes(StandardCharsets.UTF_8));
    } catch (CallFailedException e) {
      return null;
    }
  }
}
