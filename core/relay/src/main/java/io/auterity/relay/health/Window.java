package io.auterity.relay.health;

/**
 * The last outcomes of a provider, one bit each.
 *
 * @param bits 1 is a failure; the latest is the lowest bit
 * @param size how many there are, at most {@link #FULL}
 */
public record Window(int bits, int size) {

  static final int FULL = 20;
  static final Window EMPTY = new Window(0, 0);

  private static final int MASK = (1 << FULL) - 1;
  private static final Window ALL_WELL = new Window(0, FULL);

  public Window add(boolean failed) {
    if (!failed && bits == 0 && size == FULL) {
      return ALL_WELL;
    }
    return new Window(((bits << 1) | (failed ? 1 : 0)) & MASK, Math.min(FULL, size + 1));
  }

  public int failed() {
    return Integer.bitCount(bits);
  }

  /** How many of the latest failed one after the other. */
  public int streak() {
    return Math.min(size, Integer.numberOfTrailingZeros(~bits));
  }

  public boolean halfFailed() {
    return size == FULL && failed() * 2 >= FULL;
  }
}
