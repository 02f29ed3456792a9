package io.auterity.platform.call;

/**
 * The answer of a decision point.
 *
 * @param rule what decided, e.g. {@code role operator}
 * @param reason one sentence for people
 */
public record Verdict(Ruling ruling, String rule, String reason) {
  /** From most permissive to least; when several apply the last one wins. */
  public enum Ruling {
    ALLOW,
    WARN,
    TRANSFORM,
    ESCALATE,
    DENY
  }

  public static Verdict allow(String rule, String reason) {
    return new Verdict(Ruling.ALLOW, rule, reason);
  }

  public static Verdict deny(String rule, String reason) {
    return new Verdict(Ruling.DENY, rule, reason);
  }

  /** Whether the call may go on. */
  public boolean permits() {
    return ruling.compareTo(Ruling.ESCALATE) < 0;
  }
}
