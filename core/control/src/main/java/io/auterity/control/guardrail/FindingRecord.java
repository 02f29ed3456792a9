package io.auterity.control.guardrail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The record of what one guardrail found in the words of one way of a call, read from what its
 * decision tells.
 *
 * @param guardrail whose finding it is
 * @param times how many it found, of whatever kinds
 * @param done what was done: allowed, watched, masked, blocked or routed
 */
public record FindingRecord(String guardrail, int times, String done) {

  /**
   * Field of a failure of a guardrail that refused because it could not look, hence without any
   * finding: the code of why it could not.
   */
  public static final String UNABLE = "unable";

  /** Field of a failure of a guardrail that tells the kind of what it found. */
  public static final String KIND = "finding";

  private static final Pattern TOLD =
      Pattern.compile("([^: ]+): (.+?)(?: \\([0-9.]+\\))? (allowed|watched|masked|blocked|routed)");
  private static final Pattern COUNT = Pattern.compile("([0-9]{1,9}) [^,]+(?:, |$)");

  /**
   * Reads the reason of a stage of policy; one in which guardrails tell of no finding has none.
   *
   * @param reason e.g. {@code personal-data: 2 email, 1 card masked; injections: 1 leak watched.}
   */
  public static List<FindingRecord> of(String reason) {
    List<FindingRecord> all = new ArrayList<>();
    String sentence = reason.endsWith(".") ? reason.substring(0, reason.length() - 1) : reason;
    for (String part : sentence.split("; ", -1)) {
      Matcher told = TOLD.matcher(part);
      if (told.matches()) {
        all.add(new FindingRecord(told.group(1), times(told.group(2)), told.group(3)));
      }
    }
    return all;
  }

  private static int times(String counts) {
    return COUNT.matcher(counts).results().mapToInt(one -> Integer.parseInt(one.group(1))).sum();
  }
}
