package io.auterity.provider.health;

/**
 * The last outcomes of a provider, one bit each.
 *
 * @param bits 1 is a failure; the latest is the lowest bit
 * @param size how many there are, at most {@link #FULL}
 */
public record OutcomeWindow(int bits, int size) {

  static final int FULL = 20;
  static final OutcomeWindow EMPTY = new OutcomeWindow(0, 0);

  private static final int MASK = (1 << FULL) - 1;
  private static final OutcomeWindow ALL_WELL = new OutcomeWindow(0, FULL);

  public OutcomeWindow add(boolean failed) {
    if (!failed && bits == 0 && size == FULL) {
      return ALL_WELL;
    }
    return new OutcomeWindow(((bits << 1) | (failed ? 1 : 0)) & MASK, Math.min(FULL, size + 1));
  }

  public int failed() {
    return Integer.bitCount(bits);
  }

  /** How many of the latest failed one after the other. */
  public int streak() {
    return Math.min(size, Integer.numberOfTrailingZeros(~bits));
  }

  boolean tooMany() {
    return streak() >= CircuitBreaker.STREAK || (size == FULL && failed() * 2 >= FULL);
  }

  boolean allFailed() {
    return failed() == FULL;
  }
}
