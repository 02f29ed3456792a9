package io.auterity.bench.figures;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Durations that were measured one by one. */
public final class Samples {

  private final long[] sorted;

  /** Takes nanoseconds. */
  public Samples(long[] nanos) {
    if (nanos.length == 0) {
      throw new VoidRunException("nothing was measured");
    }
    sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  /** These and others. */
  public Samples and(Samples others) {
    return new Samples(
        LongStream.concat(Arrays.stream(sorted), Arrays.stream(others.sorted)).toArray());
  }

  /** The value that this share of them, from 0 to 1, does not exceed. */
  public double micros(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(0, rank - 1)] / 1e3;
  }
}
