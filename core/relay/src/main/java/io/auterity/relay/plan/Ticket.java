package io.auterity.relay.plan;

/** Numbers that one call's ticket gives for each of several offers, independent of each other. */
public final class Ticket {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;
  private static final double UNIT = 0x1.0p-53;

  private Ticket() {}

  /** At least 0 and below 1; the same for the same ticket, offer and purpose. */
  static double share(double ticket, String offer, int purpose) {
    return share(Double.doubleToLongBits(ticket), offer, purpose);
  }

  /** The same of whatever else is to give equal numbers for equal offers. */
  static double share(long seed, String offer, int purpose) {
    long bits = seed + GOLDEN * (offer.hashCode() + 31L * purpose);
    return (mixed(bits) >>> 11) * UNIT;
  }

  /** Spreads the bits: the finaliser of SplitMix64. */
  public static long mixed(long bits) {
    long once = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
    return twice ^ (twice >>> 31);
  }
}
