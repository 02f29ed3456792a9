package io.auterity.relay.decision;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;

/** The day that an id was made, by which its row is filed. */
public final class Days {

  /** The day in the first 48 bits of a UUID of version 7. */
  public static LocalDate of(UUID id) {
    if (id.version() != 7) {
      throw new IllegalArgumentException("not a UUID of version 7: " + id);
    }
    return LocalDate.ofInstant(
        Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16), ZoneOffset.UTC);
  }
}
