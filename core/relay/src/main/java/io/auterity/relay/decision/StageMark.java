package io.auterity.relay.decision;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one stage did with a call. Decisions keep it by the places of its components: it grows at
 * the end only.
 *
 * @param micros its own cost in microseconds; null when it ran at the door
 * @param verdict a word or two, e.g. {@code allow}
 * @param reason one sentence; empty when there is nothing to say
 */
public record StageMark(
    Stage stage, @Nullable Double micros, Passed passed, String verdict, String reason) {

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
    return new StageMark(stage, micros, passed, newVerdict, newReason);
  }
}
