package io.auterity.relay.decision;

import java.util.List;

/** The road of a call in short: one letter for each stage, in order. */
public final class Roads {

  private Roads() {}

  public static String letters(List<Mark.Passed> road) {
    StringBuilder letters = new StringBuilder(road.size());
    road.forEach(passed -> letters.append(passed.letter()));
    return letters.toString();
  }

  /** What each stage did. */
  public static List<Mark.Passed> passed(String letters) {
    return letters.chars().mapToObj(Mark.Passed::of).toList();
  }
}
