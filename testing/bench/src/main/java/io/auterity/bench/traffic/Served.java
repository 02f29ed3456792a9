package io.auterity.bench.traffic;

/** What a load came to: requests that were answered, in how many seconds. */
public record Served(long requests, double seconds) {

  public double perSecond() {
    return requests / seconds;
  }
}
