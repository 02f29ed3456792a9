package io.auterity.insight.head;

/** Wilson's confidence interval: where a share lies with 95 in 100, given how often it was seen. */
public record Interval(double low, double high) {

  private static final double Z = 1.959964;

  /**
   * Of so many rows.
   *
   * @param seen how many of them
   * @param rows more than none
   */
  public static Interval of(long seen, long rows) {
    double share = (double) seen / rows;
    double scale = 1 + Z * Z / rows;
    double middle = (share + Z * Z / (2 * rows)) / scale;
    double half = Z / scale * Math.sqrt(share * (1 - share) / rows + Z * Z / (4.0 * rows * rows));
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
