package io.auterity.server.guardrails;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of what guardrails found in the newest calls, by number and never by their words.
 *
 * @param since when the period began of which calls are counted
 * @param whole whether all calls since then are; the oldest of them are not where they are too many
 * @param calls how many are counted
 * @param looked in how many of them the request or the answer was looked at
 * @param found in how many something was found
 * @param refused how many were ended for it, or because a guardrail could not look
 * @param done how many findings were masked, watched, allowed or routed, by that word
 * @param p50Micros median of what looking at a request took, in microseconds; null where no request
 *     was
 * @param p99Micros the same for all but the slowest of a hundred
 * @param rules those that found something or ended a call, by their ids
 */
public record GuardrailFindings(
    Instant since,
    boolean whole,
    long calls,
    long looked,
    long found,
    long refused,
    Map<String, Long> done,
    @Nullable Double p50Micros,
    @Nullable Double p99Micros,
    List<RuleFindings> rules) {

  /**
   * What one guardrail found.
   *
   * @param findings how many, in requests and answers
   * @param calls in how many calls
   * @param refused how many calls it ended, by a finding or because it could not look
   * @param days its findings by day in UTC, the earliest first; a day without any is there with 0
   */
  public record RuleFindings(
      String guardrail, long findings, long calls, long refused, List<FoundOnDay> days) {}

  /**
   * The findings of a day.
   *
   * @param day in UTC, e.g. {@code 2026-11-22}
   */
  public record FoundOnDay(String day, long findings) {}
}
