package io.auterity.insight.head;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.Time;
import io.auterity.relay.capture.CapturedContent;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.archive.AnsweredCalls;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.TextLearner.Example;
import io.auterity.spi.TextLearner.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Training examples from a route's traffic whose content was kept: what was asked, and as its label
 * the answer of a named offer, or any answer that callers said was right.
 *
 * @param contents finds what was kept of a call
 */
public record TrafficExamples(
    Walk decisions, BiFunction<TenantScope, UUID, Optional<CapturedContent>> contents, Time time) {

  private static final String CLASSIFIES = "ai.text.classify";
  private static final int AT_ONCE = 200;
  private static final int LOOKED_AT = 2 * HeadExamples.MOST;
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** The mean score from which an answer counts as right. */
  static final double RIGHT = 0.75;

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  /** Decisions of calls that were answered, from the latest on. */
  @FunctionalInterface
  public interface Walk {
    /**
     * The next of them.
     *
     * @param before the last that was seen; null at first
     */
    List<Decision> next(TenantScope scope, AnsweredCalls which, @Nullable UUID before, int limit);
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
   * @param whole false when earlier calls were not looked at
   */
  public record Gathered(List<Example> examples, int calls, int unkept, boolean whole) {}

  /**
   * Looks at the latest ten thousand calls that would do, or as many as have the characters that a
   * head may be taught, or as five minutes allow.
   */
  public Gathered gather(TenantScope scope, Traffic traffic, Watch watch) {
    Double worth = traffic.teacher() == null ? RIGHT : null;
    AnsweredCalls which = new AnsweredCalls(CLASSIFIES, traffic.from(), traffic.to(), worth);
    Gathering gathering = new Gathering(scope, traffic);
    UUID before = null;
    boolean whole = false;
    while (!whole && !gathering.enough()) {
      List<Decision> some = decisions.next(scope, which, before, AT_ONCE);
      for (Decision one : some) {
        watch.reached(share(traffic, one.timing().began()));
        gathering.add(one);
      }
      whole = some.size() < AT_ONCE && !gathering.passed;
      before = some.isEmpty() ? before : some.getLast().id();
    }
    return gathering.found(whole);
  }

  private static double share(Traffic traffic, Instant at) {
    double all = traffic.to().toEpochMilli() - traffic.from().toEpochMilli();
    double left = at.toEpochMilli() - traffic.from().toEpochMilli();
    return all <= 0 ? 1 : Math.clamp(1 - left / all, 0, 1);
  }

  /** What one look has found so far. */
  private final class Gathering {

    private final TenantScope scope;
    private final Traffic traffic;
    private final long end = time.nanos() + LONGEST.toNanos();
    private final Deque<Example> examples = new ArrayDeque<>();
    private int calls;
    private long characters;
    private boolean passed;

    Gathering(TenantScope scope, Traffic traffic) {
      this.scope = scope;
      this.traffic = traffic;
    }

    boolean enough() {
      return passed
          || calls >= LOOKED_AT
          || characters >= HeadExamples.MOST_CHARACTERS
          || time.nanos() - end > 0;
    }

    void add(Decision one) {
      if (!isOf(traffic, one)) {
        return;
      }
      passed = enough();
      if (!passed) {
        calls++;
        contents
            .apply(scope, one.id())
            .flatMap(TrafficExamples::example)
            .map(HeadExamples::read)
            .ifPresent(this::keep);
      }
    }

    private void keep(Example example) {
      characters += example.text().length();
      examples.addFirst(example);
    }

    Gathered found(boolean whole) {
      return new Gathered(List.copyOf(examples), calls, calls - examples.size(), whole);
    }
  }

  private static boolean isOf(Traffic traffic, Decision decision) {
    Decision.Planning planning = decision.planning();
    return planning != null
        && planning.route() != null
        && planning.route().id().equals(traffic.route())
        && (traffic.teacher() == null || traffic.teacher().equals(decision.result().offer()));
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
