package io.auterity.workflow.trigger.store;

import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.PrincipalColumns;
import io.auterity.platform.id.WireId;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.workflow.journal.TriggerAncestry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that a trigger starts, or could not start.
 *
 * @param cause the event or the item, once for each trigger
 * @param run its id, also before it begins
 * @param subject what the cause is about
 * @param settled since when it is begun or given up; null while it waits
 * @param problem why it did not begin; null where it did, or waits for the first time
 * @param starter who counts as having started it; null in what was noted before that was
 */
public record StartRow(
    UUID id,
    String cause,
    UUID run,
    String subject,
    Instant noted,
    int attempts,
    @Nullable Instant settled,
    @Nullable String problem,
    @Nullable Principal starter) {

  /**
   * The columns of a row, named: an update that adds one changes no result of a prepared statement.
   */
  static final String COLUMNS =
      """
      tenant, trigger, cause, id, run, subject, input, noted, attempts, settled, problem,
      descent, starter, starter_name, starter_type""";

  /** Ids of starts, of runs that have begun and of those that could not. */
  public static final WireId ID = new WireId("start_");

  private static final JsonReader JSON = new JsonReader(1 << 24);

  /**
   * One that is to begin now, with all that it needs.
   *
   * @param noted when the run was asked for
   * @param announced whether who asked for it was told its id, as by the answer to a call
   * @param starter who counts as having started the run
   */
  public record Claimed(
      TenantScope scope,
      UUID trigger,
      String cause,
      UUID run,
      Json.Obj input,
      TriggerAncestry descent,
      Instant noted,
      int attempts,
      String name,
      String workflow,
      boolean announced,
      Principal principal,
      Principal starter) {

    static Claimed of(ResultSet row) throws SQLException {
      Principal starter = PrincipalColumns.optional(row, "starter");
      return new Claimed(
          TenantScope.recovered(row.getObject("tenant", UUID.class)),
          row.getObject("trigger", UUID.class),
          row.getString("cause"),
          row.getObject("run", UUID.class),
          JSON.readObject(row.getBytes("input")),
          TriggerAncestry.read(row.getString("descent")),
          Objects.requireNonNull(TriggerRow.instant(row, "noted")),
          row.getInt("attempts"),
          row.getString("name"),
          row.getString("workflow"),
          row.getBoolean("announced"),
          PrincipalColumns.read(row, "principal"),
          starter == null ? TriggerRow.changedBy(row) : starter);
    }
  }

  /**
   * What the run of one is given.
   *
   * @param descent which triggers have led to it
   */
  public record Given(Json.Obj input, TriggerAncestry descent) {

    static Given of(ResultSet row) throws SQLException {
      return new Given(
          JSON.readObject(row.getBytes("input")), TriggerAncestry.read(row.getString("descent")));
    }
  }

  /**
   * One that the event of a delivery started, or could not.
   *
   * @param name of its trigger
   */
  public record OfDelivery(UUID trigger, String name, String workflow, StartRow start) {

    static OfDelivery of(ResultSet row) throws SQLException {
      return new OfDelivery(
          row.getObject("trigger", UUID.class),
          row.getString("name"),
          row.getString("workflow"),
          StartRow.of(row));
    }
  }

  static StartRow of(ResultSet row) throws SQLException {
    return new StartRow(
        row.getObject("id", UUID.class),
        row.getString("cause"),
        row.getObject("run", UUID.class),
        row.getString("subject"),
        Objects.requireNonNull(TriggerRow.instant(row, "noted")),
        row.getInt("attempts"),
        TriggerRow.instant(row, "settled"),
        row.getString("problem"),
        PrincipalColumns.optional(row, "starter"));
  }
}
