package io.auterity.spi.ai;

import io.auterity.spi.Description;
import io.auterity.spi.Json.Obj;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The events of a fine-tuning job ({@link Tuning}), the newest first. */
public record TuningEvents(
    List<Event> events, @Description("Whether there are older ones") boolean more) {

  public TuningEvents {
    events = List.copyOf(events);
  }

  /** One of them. */
  public record Event(
      String id,
      @Nullable Instant at,
      @Description("info, warn or error") String level,
      String message,
      @Description("What the vendor tells beside it, such as measures") @Nullable Obj data) {
    public Event {
      Objects.requireNonNull(id);
      Objects.requireNonNull(level);
      Objects.requireNonNull(message);
    }
  }
}
