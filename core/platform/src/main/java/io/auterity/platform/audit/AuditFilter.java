package io.auterity.platform.audit;

import io.auterity.platform.call.Principal;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A filter of audit log entries by time, actor, action and target: all parts must match, and a null
 * part matches all. A {@code *} at the end of an action or a target stands for any end of it.
 *
 * @param since of the moments at which it was done, the first
 * @param until the first of those after it
 * @param actor by name, or by id in the form of the log or of the API
 * @param target what it was done to, e.g. {@code route/triage} or {@code route/*}
 */
public record AuditFilter(
    @Nullable Instant since,
    @Nullable Instant until,
    @Nullable String actor,
    @Nullable String action,
    @Nullable String target) {

  /** Admits every entry. */
  public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);
  private static final String ANY = "*";

  boolean admits(AuditEntry entry) {
    if (equals(ALL)) {
      return true;
    }
    Json.Obj told = READER.readObject(entry.bytes());
    return admitsTime(Instant.parse(text(told, "at")))
        && admitsActor(text(told, "name"), text(told, "principal"))
        && admits(action, text(told, "action"))
        && admits(target, text(told, "target"));
  }

  /** Whether an entry is earlier than all that are admitted, by more than so much. */
  boolean beginsAfter(AuditEntry entry, Duration slack) {
    return since != null && at(entry).plus(slack).isBefore(since);
  }

  /** Whether an entry is later than all that are admitted, by more than so much. */
  boolean endsBefore(AuditEntry entry, Duration slack) {
    return until != null && at(entry).minus(slack).isAfter(until);
  }

  private static Instant at(AuditEntry entry) {
    return Instant.parse(text(READER.readObject(entry.bytes()), "at"));
  }

  private boolean admitsTime(Instant at) {
    return (since == null || !at.isBefore(since)) && (until == null || at.isBefore(until));
  }

  private boolean admitsActor(String name, String id) {
    return actor == null
        || actor.equals(name)
        || actor.equals(id)
        || actor.equals(Principal.ID.write(UUID.fromString(id)));
  }

  private static boolean admits(@Nullable String wanted, String text) {
    return wanted == null
        || (wanted.endsWith(ANY)
            ? text.startsWith(wanted.substring(0, wanted.length() - ANY.length()))
            : text.equals(wanted));
  }

  private static String text(Json.Obj told, String name) {
    return Objects.requireNonNull(told.text(name), name);
  }
}
