package io.auterity.bench.learned;

/** Wilson's interval: where a share lies with 95 in 100, given how often it was seen. */
record Wilson(double low, double high) {

  private static final double Z = 1.959964;

  /** Of a share that was seen in so many rows. */
  static Wilson of(double share, int rows) {
    double scale = 1 + Z * Z / rows;
    double middle = (share + Z * Z / (2 * rows)) / scale;
    double half = Z / scale * Math.sqrt(share * (1 - share) / rows + Z * Z / (4.0 * rows * rows));
    return new Wilson(middle - half, middle + half);
  }
}
