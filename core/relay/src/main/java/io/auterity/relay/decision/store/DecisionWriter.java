package io.auterity.relay.decision.store;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.relay.decision.Days;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.Ink;
import io.auterity.relay.decision.Roads;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Writes batches of decisions with one statement per table. */
public final class DecisionWriter implements Ink {

  private static final Columns<Sheet> DECISION =
      new Columns<Sheet>()
          .add("date", sheet -> Days.of(sheet.decision().id()))
          .add("uuid", sheet -> sheet.decision().id())
          .add("uuid", sheet -> sheet.decision().tenant())
          .add("uuid", sheet -> sheet.decision().run())
          .add("text", sheet -> sheet.decision().step())
          .add("smallint", sheet -> sheet.decision().round())
          .add("text", sheet -> sheet.decision().capability())
          .add("text", sheet -> sheet.decision().provider())
          .add("text", sheet -> String.join(",", sheet.decision().marks()))
          .add("text", sheet -> sheet.decision().ending().name().toLowerCase(Locale.ROOT))
          .add("text", sheet -> code(sheet.decision()))
          .add("boolean", sheet -> sheet.decision().failover())
          .add("boolean", sheet -> sheet.decision().injected())
          .add("smallint", sheet -> sheet.decision().attempts().size())
          .add("timestamptz", sheet -> time(sheet.decision().began()))
          .add("bigint", sheet -> sheet.decision().tookNanos() / 1_000)
          .add("bigint", sheet -> sheet.decision().usage().cost())
          .add("text", sheet -> sheet.decision().usage().currency())
          .add("text", sheet -> sheet.decision().door())
          .add("text", sheet -> sheet.decision().principal().name())
          .add("text", sheet -> Roads.letters(sheet.decision().stages()))
          .add("bytea", Sheet::body);

  private static final Columns<Row> ATTEMPT =
      new Columns<Row>()
          .add("date", row -> Days.of(row.decision().id()))
          .add("uuid", row -> row.decision().id())
          .add("smallint", row -> row.attempt().number())
          .add("uuid", row -> row.decision().tenant())
          .add("uuid", row -> row.decision().run())
          .add("text", row -> row.decision().step())
          .add("text", row -> row.attempt().provider())
          .add("boolean", row -> row.attempt().failure() != null)
          .add("boolean", row -> row.attempt().injected())
          .add("timestamptz", row -> time(began(row)))
          .add("bigint", row -> row.attempt().tookNanos() / 1_000);

  private record Row(Decision decision, Decision.Tried attempt) {}

  private final Database database;

  public DecisionWriter(Database database) {
    this.database = database;
  }

  @Override
  public void write(List<Setting> settings, List<Sheet> sheets) {
    database.asEngine(
        EngineJob.DECISIONS,
        tx -> {
          try {
            writeSettings(tx, settings);
            insert(tx, EngineStatement.INSERT_DECISIONS, DECISION, sheets);
            insert(tx, EngineStatement.INSERT_ATTEMPTS, ATTEMPT, attempts(sheets));
            return sheets.size();
          } catch (SQLException e) {
            throw failed(e);
          }
        });
  }

  private static void writeSettings(EngineTransaction tx, List<Setting> settings)
      throws SQLException {
    for (Setting setting : settings) {
      try (PreparedStatement statement = tx.prepare(EngineStatement.INSERT_DECISION_CONFIG)) {
        statement.setObject(1, setting.day());
        statement.setObject(2, setting.tenant());
        statement.setString(3, setting.digest());
        statement.setBytes(4, setting.body());
        statement.executeUpdate();
      }
    }
  }

  private static <R> void insert(
      EngineTransaction tx, EngineStatement insert, Columns<R> columns, List<R> rows)
      throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepare(insert)) {
      columns.bind(statement, rows);
      statement.executeUpdate();
    }
  }

  private static List<Row> attempts(List<Sheet> sheets) {
    return sheets.stream()
        .map(Sheet::decision)
        .filter(decision -> decision.run() != null)
        .flatMap(decision -> decision.attempts().stream().map(one -> new Row(decision, one)))
        .toList();
  }

  private static Instant began(Row row) {
    return row.decision().began().plusNanos(row.attempt().startedNanos());
  }

  // What PostgreSQL reads in every date style.
  private static String time(Instant instant) {
    return instant.toString();
  }

  private static @Nullable String code(Decision decision) {
    return decision.failure() == null ? null : decision.failure().code().wire();
  }

  // The database package tells a broken connection from a bad statement by Jdbi's exceptions.
  private static JdbiException failed(SQLException e) {
    return new UnableToExecuteStatementException(e, null);
  }
}
