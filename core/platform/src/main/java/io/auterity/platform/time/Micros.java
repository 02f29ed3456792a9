package io.auterity.platform.time;

import io.auterity.spi.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as microseconds since 1970, which is what the database and the journal keep of them. */
public final class Micros {

  public static long of(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  public static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Null for anything but an integer. */
  public static @Nullable Instant instant(@Nullable Json micros) {
    return micros instanceof Json.Int(long value) ? instant(value) : null;
  }
}
