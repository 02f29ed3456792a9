package io.auterity.workflow.event;

import io.auterity.spi.Json;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An event that a step awaits, as the journal keeps it.
 *
 * @param type e.g. {@code io.auterity.custom.paid.v1}
 * @param key subject of the event; null for any
 * @param sinceRun whether one counts that came since the run began; else since the step began
 */
public record AwaitedEvent(String type, @Nullable String key, boolean sinceRun) {

  /** The JSON of it. */
  public Json.Obj json() {
    return Json.EMPTY
        .with("type", Json.of(type))
        .with("key", Json.of(key))
        .with("sinceRun", Json.of(sinceRun));
  }

  /** Reads what {@link #json} gave. */
  public static AwaitedEvent read(Json.Obj json) {
    return new AwaitedEvent(
        Objects.requireNonNull(json.text("type"), "type"),
        json.text("key"),
        Json.of(true).equals(json.get("sinceRun")));
  }
}
