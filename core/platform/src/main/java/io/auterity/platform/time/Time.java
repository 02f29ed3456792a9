package io.auterity.platform.time;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A clock. Instants are cut to microseconds, as PostgreSQL keeps them. */
public interface Time {

  /** The time of day; may jump. */
  Instant now();

  /** Nanoseconds since an arbitrary origin; never goes back. For durations. */
  long nanos();

  /** The clock of this machine. */
  static Time system() {
    return new Time() {
      @Override
      public Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
      }

      @Override
      public long nanos() {
        return System.nanoTime();
      }
    };
  }
}
