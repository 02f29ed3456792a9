package io.auterity.workflow.trigger.store;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.json.LowerCaseName;
import io.auterity.spi.Json;
import io.auterity.workflow.trigger.Poll;
import io.auterity.workflow.trigger.schedule.Schedule;
import io.auterity.workflow.trigger.webhook.IncomingWebhook;
import io.auterity.workflow.trigger.webhook.WebhookTokens.SealedToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A trigger as it is stored: it starts runs of a workflow by itself, on events or by polls.
 *
 * @param name one of its tenant
 * @param inFile whether it stands in the file of its workflow, where alone it is changed
 * @param type of the events that it waits for, e.g. {@code io.auterity.tracker.issue.*}; null where
 *     it waits for none
 * @param poll what it asks; null where it does not poll
 * @param schedule its times; null where it has none
 * @param webhook how its calls are verified and answered; null where none starts its runs
 * @param token of the address of its webhook; null where it has none
 * @param form whether people start its runs by a form
 * @param when expression that must hold of an event; null where each will do
 * @param input of the run, in whose texts expressions of the event may stand
 * @param principal whose its runs are, by their grants of then
 * @param changedBy who wrote it last, and counts as having started its runs
 * @param failures how often in a row it could not start what it should have
 * @param problem why it could not the last time; null since it could
 * @param due when it polls or fires next, or until when a server does
 * @param fired until when its times have started runs, or were missed; null where it has none
 * @param position what the last poll has kept
 * @param primed whether it has polled, to the end of a list
 * @param walk how far it is in a list that no poll has read to its end; null where it begins anew
 * @param slowedUntil until when its runs begin later, as it starts too many; null when it has not
 *     since it was last counted anew
 */
public record TriggerRow(
    TenantScope scope,
    UUID id,
    String name,
    String workflow,
    boolean inFile,
    @Nullable String type,
    @Nullable Poll poll,
    @Nullable Schedule schedule,
    @Nullable IncomingWebhook webhook,
    @Nullable SealedToken token,
    boolean form,
    @Nullable String when,
    Json.Obj input,
    Principal principal,
    Principal changedBy,
    Instant created,
    Instant updated,
    State state,
    int failures,
    @Nullable String problem,
    @Nullable Instant problemAt,
    @Nullable Instant due,
    @Nullable Instant fired,
    @Nullable Instant polled,
    @Nullable String position,
    boolean primed,
    @Nullable Walk walk,
    @Nullable Instant slowedUntil) {

  /**
   * The columns of a row, named: an update that adds one changes no result of a prepared statement.
   */
  static final String COLUMNS =
      """
      tenant, id, name, workflow, type, poll, condition, input, principal, principal_name,
      principal_type, created, updated, state, failures, problem, problem_at, due, polled,
      position, primed, walk_page, walk_position, slowed_until, cron, zone, missed, fired,
      in_file, webhook, token, token_sha256, form, changed_by, changed_by_name,
      changed_by_type""";

  private static final JsonReader JSON = new JsonReader(1 << 20);

  /**
   * How far polls have come in a list.
   *
   * @param page cursor of the page that is next
   * @param position what the first page had kept, for when the list has ended
   */
  public record Walk(String page, @Nullable String position) {}

  /** When it fires next; empty where it does not. */
  public Optional<Instant> next() {
    return schedule == null || fired == null || state != State.ACTIVE
        ? Optional.empty()
        : schedule.next(fired).map(ZonedDateTime::toInstant);
  }

  /** Whether it starts anything. */
  public enum State implements LowerCaseName {
    ACTIVE,
    /** A caller has paused it; what it has noted waits too. */
    PAUSED,
    /** It failed too often in a row. */
    STOPPED
  }

  static TriggerRow of(ResultSet row) throws SQLException {
    byte[] poll = row.getBytes("poll");
    byte[] webhook = row.getBytes("webhook");
    return new TriggerRow(
        TenantScope.recovered(row.getObject("tenant", UUID.class)),
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("workflow"),
        row.getBoolean("in_file"),
        row.getString("type"),
        poll == null ? null : Poll.read(poll),
        schedule(row),
        webhook == null ? null : IncomingWebhook.stored(webhook),
        webhook == null
            ? null
            : new SealedToken(row.getBytes("token"), row.getBytes("token_sha256")),
        row.getBoolean("form"),
        row.getString("condition"),
        JSON.readObject(row.getBytes("input")),
        PrincipalColumns.read(row, "principal"),
        changedBy(row),
        Objects.requireNonNull(instant(row, "created")),
        Objects.requireNonNull(instant(row, "updated")),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("failures"),
        row.getString("problem"),
        instant(row, "problem_at"),
        instant(row, "due"),
        instant(row, "fired"),
        instant(row, "polled"),
        row.getString("position"),
        row.getBoolean("primed"),
        walk(row),
        instant(row, "slowed_until"));
  }

  private static @Nullable Schedule schedule(ResultSet row) throws SQLException {
    String cron = row.getString("cron");
    return cron == null ? null : Schedule.of(cron, row.getString("zone"), row.getString("missed"));
  }

  private static @Nullable Walk walk(ResultSet row) throws SQLException {
    String page = row.getString("walk_page");
    return page == null ? null : new Walk(page, row.getString("walk_position"));
  }

  // Those that were last written before there was the column are whose wrote them.
  static Principal changedBy(ResultSet row) throws SQLException {
    Principal by = PrincipalColumns.optional(row, "changed_by");
    return by == null ? PrincipalColumns.read(row, "principal") : by;
  }

  static @Nullable Instant instant(ResultSet row, String name) throws SQLException {
    Timestamp at = row.getTimestamp(name);
    return at == null ? null : at.toInstant();
  }
}
