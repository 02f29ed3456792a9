package io.auterity.spi;

import java.time.Duration;

/** Counters and durations; names are in snake_case, without the platform's prefix. */
public interface Meter {
  void count(String name, long amount);

  void record(String name, Duration duration);
}
