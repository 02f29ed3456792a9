package io.auterity.ledger;

import java.math.BigDecimal;
import java.util.Locale;

/**
 * A share of a budget, and what happens there. What tells of it or steers calls goes by what is
 * spent; what refuses goes by what is held as well, since no call may go beyond.
 *
 * @param thousandths of the cap
 */
public record Threshold(int thousandths, Act act) {

  private static final int WHOLE = 1_000;

  public Threshold {
    if (thousandths <= 0 || thousandths > WHOLE) {
      throw new IllegalArgumentException("thousandths " + thousandths);
    }
  }

  /** What happens. */
  public enum Act {
    /** An event tells of it, once for each window. */
    NOTIFY,
    /** Only the cheaper half of the offers may answer. */
    CHEAPER,
    /** Only offers whose data stay in the house may answer. */
    LOCAL,
    /** No call may go beyond it without an approval. */
    ASK,
    /** No call may go beyond it. */
    BLOCK;

    private final String wire = name().toLowerCase(Locale.ROOT);

    /** Whether it says which offers may answer. */
    boolean ofOffers() {
      return this == CHEAPER || this == LOCAL;
    }

    /** Whether it refuses calls, so that what is held counts. */
    boolean refuses() {
      return this == ASK || this == BLOCK;
    }

    /** As resources write it. */
    public String wire() {
      return wire;
    }
  }

  /** Reads a share like {@code 80%} or {@code 99.5%}. */
  static Threshold of(String share, Act act) {
    BigDecimal percent = new BigDecimal(share.substring(0, share.length() - 1));
    return new Threshold(percent.movePointRight(1).intValueExact(), act);
  }

  /** The share as resources write it. */
  public String share() {
    return BigDecimal.valueOf(thousandths, 1).stripTrailingZeros().toPlainString() + "%";
  }

  /** The amount of a cap at which it lies. */
  public long level(long cap) {
    return cap / WHOLE * thousandths + cap % WHOLE * thousandths / WHOLE;
  }

  /**
   * Whether it is reached.
   *
   * @param spent of the cap: settled, or left open by a crash
   * @param held of it by calls under way, or leased ahead by other servers
   */
  public boolean reached(long spent, long held, long cap) {
    return (act.refuses() ? spent + held : spent) >= level(cap);
  }
}
