package io.auterity.relay.decision;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one stage did with a call.
 *
 * @param nanos its own cost in nanoseconds; {@link #AT_THE_DOOR} when it ran there
 * @param verdict a word or two, e.g. {@code allow}; empty when the words follow from the rest of
 *     the decision, of which {@link StageSentences} makes them for whoever reads it
 * @param reason one sentence; empty when there is nothing to say
 */
public record StageMark(Stage stage, long nanos, Passed passed, String verdict, String reason) {

  public static final long AT_THE_DOOR = -1;

  private static final double NANOS_PER_MICRO = 1_000;

  /** How a call passed a stage. */
  public enum Passed {
    /** The stage decided something. */
    DONE('d'),
    /** There was nothing to decide, or the call had been stopped before. */
    SKIPPED('s'),
    /** The call ended here. */
    STOPPED('x'),
    /** The call went on at another provider. */
    FAILOVER('f');

    private final char letter;

    Passed(char letter) {
      this.letter = letter;
    }

    private static Passed of(int letter) {
      for (Passed passed : values()) {
        if (passed.letter == letter) {
          return passed;
        }
      }
      throw new IllegalArgumentException("no such letter: " + (char) letter);
    }

    /** As it stands in answers. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public StageMark {
    Objects.requireNonNull(stage);
    Objects.requireNonNull(passed);
    Objects.requireNonNull(verdict);
    Objects.requireNonNull(reason);
  }

  /** A mark whose words follow from the rest of the decision. */
  public static StageMark following(Stage stage, long nanos, Passed passed) {
    return new StageMark(stage, nanos, passed, "", "");
  }

  boolean follows() {
    return verdict.isEmpty();
  }

  /** Its own cost in microseconds; null when it ran at the door. */
  public @Nullable Double micros() {
    return nanos == AT_THE_DOOR ? null : (Double) (nanos / NANOS_PER_MICRO);
  }

  /** A call's way in short: one letter for each stage, in order. */
  public static String letters(List<Passed> road) {
    StringBuilder letters = new StringBuilder(road.size());
    road.forEach(passed -> letters.append(passed.letter));
    return letters.toString();
  }

  /** What each stage did, by those letters. */
  public static List<Passed> passed(String letters) {
    return letters.chars().mapToObj(Passed::of).toList();
  }

  StageMark with(String newVerdict, String newReason) {
    return new StageMark(stage, nanos, passed, newVerdict, newReason);
  }
}
