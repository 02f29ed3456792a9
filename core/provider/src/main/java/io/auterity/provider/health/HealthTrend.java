package io.auterity.provider.health;

/**
 * The trend of the failure rate: attempts that failed of late, against what is usual. It has two
 * exponentially decaying shares, one that forgets within seconds and one within minutes. Confined
 * to the lock of its owner.
 */
final class HealthTrend {

  private static final double RECENT_NANOS = 10e9;
  private static final double USUAL_NANOS = 100e9;
  private static final double THOUSAND = 1_000;

  /** Failures within the last seconds below which one is chance, and none a trend. */
  private static final double ENOUGH = 1.5;

  private double recentFailed;
  private double recentAll;
  private double usualFailed;
  private double usualAll;
  private long at;

  HealthTrend(long now) {
    this.at = now;
  }

  /** Notes how an attempt ended. */
  void add(long now, boolean ok) {
    forget(now);
    recentAll++;
    usualAll++;
    if (!ok) {
      recentFailed++;
      usualFailed++;
    }
  }

  /** Thousandths of recent attempts that did not fail; all of them while too few failed. */
  int health(long now) {
    forget(now);
    return recentFailed < ENOUGH
        ? (int) THOUSAND
        : (int) Math.round(THOUSAND * (1 - recentFailed / recentAll));
  }

  /** By how many thousandths it is healthier than usual; below nothing when it gets worse. */
  int trend(long now) {
    forget(now);
    return recentFailed < ENOUGH
        ? 0
        : (int) Math.round(THOUSAND * (usualFailed / usualAll - recentFailed / recentAll));
  }

  private void forget(long now) {
    double passed = now - at;
    if (passed <= 0) {
      return;
    }
    at = now;
    double recent = Math.exp(-passed / RECENT_NANOS);
    double usual = Math.exp(-passed / USUAL_NANOS);
    recentFailed *= recent;
    recentAll *= recent;
    usualFailed *= usual;
    usualAll *= usual;
  }
}
