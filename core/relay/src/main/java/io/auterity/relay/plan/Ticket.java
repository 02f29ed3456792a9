package io.auterity.relay.plan;

/**
 * Numbers that one call's ticket gives for each of several providers, independent of each other.
 */
final class Ticket {

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Ticket() {}

  /** At least 0 and below 1; the same for the same ticket, provider and purpose. */
  static double share(double ticket, String provider, int purpose) {
    long bits = Double.doubleToLongBits(ticket) + GOLDEN * (provider.hashCode() + 31L * purpose);
    return (mixed(bits) >>> 11) * 0x1.0p-53;
  }

  // The finaliser of SplitMix64.
  private static long mixed(long bits) {
    long once = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    long twice = (once ^ (once >>> 27)) * 0x94d049bb133111ebL;
    return twice ^ (twice >>> 31);
  }
}
