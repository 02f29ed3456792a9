package io.auterity.workflow.journal;

import io.auterity.platform.id.WireId;
import io.auterity.platform.outbox.CloudEvent;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The trigger ancestry of a run: the triggers that have led to it, the first one first. They are
 * that which started it, that whose run started it, and so on.
 */
public record TriggerAncestry(List<UUID> triggers) {

  /** Ids of triggers. */
  public static final WireId TRIGGER_ID = new WireId("trig_");

  /** No trigger has led to it. */
  public static final TriggerAncestry NONE = new TriggerAncestry(List.of());

  private static final String FIELD = "triggers";
  private static final String SEPARATOR = " ";

  public TriggerAncestry {
    triggers = List.copyOf(triggers);
  }

  /** Of what follows when a trigger starts something because of this. */
  public TriggerAncestry with(UUID trigger) {
    List<UUID> longer = new ArrayList<>(triggers);
    longer.add(trigger);
    return new TriggerAncestry(longer);
  }

  /** As a column holds it; null for none. */
  public @Nullable String stored() {
    return triggers.isEmpty()
        ? null
        : triggers.stream().map(UUID::toString).collect(Collectors.joining(SEPARATOR));
  }

  /** Reads what {@link #stored} wrote. */
  public static TriggerAncestry read(@Nullable String stored) {
    return stored == null
        ? NONE
        : new TriggerAncestry(Stream.of(stored.split(SEPARATOR)).map(UUID::fromString).toList());
  }

  /** What an event of a run says of it. */
  Json.Obj told(Json.Obj data) {
    return triggers.isEmpty()
        ? data
        : data.with(
            FIELD, Json.array(triggers.stream().map(id -> Json.of(TRIGGER_ID.write(id))).toList()));
  }

  /**
   * Reads it from an event of a run.
   *
   * @throws CallFailedException {@code not_found} when that says something else
   */
  public static TriggerAncestry of(CloudEvent event) {
    return event.source().equals(RunCompleted.SOURCE)
            && event.data().get(FIELD) instanceof Json.Arr(List<Json> told)
        ? new TriggerAncestry(told.stream().map(TriggerAncestry::trigger).toList())
        : NONE;
  }

  private static UUID trigger(Json told) {
    return TRIGGER_ID.read(told instanceof Json.Str(String text) ? text : "");
  }
}
