package io.auterity.relay.plan;

import java.util.UUID;

/** Numbers that one call's ticket gives for each of several offers, independent of each other. */
public final class TicketRandom {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final int THOUSAND = 1_000;
  private static final double UNIT = 0x1.0p-53;

  /** At least 0 and below 1; the same for the same ticket, offer and purpose. */
  static double share(double ticket, String offer, int purpose) {
    return share(Double.doubleToLongBits(ticket), offer, purpose);
  }

  /** The same of whatever else is to give equal numbers for equal offers. */
  static double share(long seed, String offer, int purpose) {
    long bits = seed + GOLDEN * (offer.hashCode() + 31L * purpose);
    return (mixed(bits) >>> 11) * UNIT;
  }

  /**
   * Whether a call is among those that are copied; by its id alone.
   *
   * @param share of calls, in thousandths
   */
  public static boolean copies(UUID call, int share) {
    return drawn(call, GOLDEN) < share;
  }

  /** A thousandth of all calls, from 0 to 999; the same for the same call and purpose. */
  public static int drawn(UUID call, long purpose) {
    long bits = call.getLeastSignificantBits() ^ call.getMostSignificantBits() ^ purpose;
    return Math.floorMod(mixed(bits), THOUSAND);
  }

  /** Spreads the bits: the finaliser of SplitMix64. */
  static long mixed(long bits) {
    long once = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
    return twice ^ (twice >>> 31);
  }
}
