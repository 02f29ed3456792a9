package io.auterity.relay.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How long a limit's window lasts; windows begin in UTC. */
public enum Period {
  HOUR,
  DAY,
  MONTH,
  TOTAL;

  /** When the window began that this moment is in. */
  public Instant start(Instant now) {
    return switch (this) {
      case HOUR -> now.truncatedTo(ChronoUnit.HOURS);
      case DAY -> now.truncatedTo(ChronoUnit.DAYS);
      case MONTH ->
          LocalDate.ofInstant(now, ZoneOffset.UTC)
              .withDayOfMonth(1)
              .atStartOfDay(ZoneOffset.UTC)
              .toInstant();
      case TOTAL -> Instant.EPOCH;
    };
  }

  /** As resources write it. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
