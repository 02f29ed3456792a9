package io.auterity.relay.decision.store;

import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.relay.decision.Days;
import io.auterity.relay.decision.Draft;
import io.auterity.relay.decision.Ink;
import io.auterity.relay.decision.Roads;
import io.auterity.relay.decision.Summary;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Writes batches of decisions with one statement per table. */
public final class DecisionWriter implements Ink {

  private static final int STATEMENT_BYTES = 256 * 1024;

  private static final Columns<Sheet> DECISION =
      new Columns<Sheet>()
          .add("date", sheet -> Days.of(sheet.draft().summary().id()))
          .add("uuid", sheet -> sheet.draft().summary().id())
          .add("uuid", sheet -> sheet.draft().tenant())
          .add("uuid", sheet -> sheet.draft().summary().run())
          .add("text", sheet -> sheet.draft().summary().step())
          .add("smallint", sheet -> sheet.draft().summary().round())
          .add("text", sheet -> sheet.draft().summary().capability())
          .add("text", sheet -> sheet.draft().summary().provider())
          .add("text", sheet -> String.join(",", sheet.draft().summary().marks()))
          .add("text", sheet -> outcome(sheet.draft().summary()))
          .add("text", sheet -> sheet.draft().summary().code())
          .add("boolean", sheet -> sheet.draft().summary().failover())
          .add("boolean", sheet -> sheet.draft().summary().injected())
          .add("smallint", sheet -> sheet.draft().summary().attempts())
          .add("timestamptz", sheet -> time(sheet.draft().summary().began()))
          .add("bigint", sheet -> sheet.draft().summary().tookMicros())
          .add("bigint", sheet -> sheet.draft().summary().cost())
          .add("text", sheet -> sheet.draft().summary().currency())
          .add("text", sheet -> sheet.draft().summary().door())
          .add("text", sheet -> sheet.draft().summary().principal())
          .add("text", sheet -> Roads.letters(sheet.draft().summary().road()))
          .add("text", sheet -> sheet.written().config())
          .add("smallint", sheet -> sheet.written().others())
          .add("bigint", sheet -> sheet.written().waitedMillis())
          .add("boolean", sheet -> sheet.written().bare())
          .add("bytea", sheet -> sheet.draft().body());

  private static final Columns<Row> ATTEMPT =
      new Columns<Row>()
          .add("date", row -> Days.of(row.draft().summary().id()))
          .add("uuid", row -> row.draft().summary().id())
          .add("smallint", row -> row.attempt().number())
          .add("uuid", row -> row.draft().tenant())
          .add("uuid", row -> row.draft().summary().run())
          .add("text", row -> row.draft().summary().step())
          .add("text", row -> row.attempt().provider())
          .add("boolean", row -> row.attempt().failed())
          .add("boolean", row -> row.attempt().injected())
          .add("timestamptz", row -> time(row.attempt().began()))
          .add("bigint", row -> row.attempt().tookMicros());

  private record Row(Draft draft, Draft.Try attempt) {}

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
            for (List<Sheet> part : parts(sheets)) {
              insert(tx, EngineStatement.INSERT_DECISIONS, DECISION, part);
              insert(tx, EngineStatement.INSERT_ATTEMPTS, ATTEMPT, attempts(part));
            }
            return sheets.size();
          } catch (SQLException e) {
            throw failed(e);
          }
        });
  }

  // An array of all bodies would be larger than the collector moves about cheaply.
  private static List<List<Sheet>> parts(List<Sheet> sheets) {
    List<List<Sheet>> parts = new ArrayList<>();
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < sheets.size(); i++) {
      bytes += sheets.get(i).draft().body().length;
      if (bytes >= STATEMENT_BYTES || i == sheets.size() - 1) {
        parts.add(sheets.subList(from, i + 1));
        from = i + 1;
        bytes = 0;
      }
    }
    return parts;
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
        .map(Sheet::draft)
        .flatMap(draft -> draft.tries().stream().map(one -> new Row(draft, one)))
        .toList();
  }

  // What PostgreSQL reads in every date style.
  private static String time(Instant instant) {
    return instant.toString();
  }

  private static String outcome(Summary summary) {
    return summary.outcome().name().toLowerCase(Locale.ROOT);
  }

  // The database package tells a broken connection from a bad statement by Jdbi's exceptions.
  private static JdbiException failed(SQLException e) {
    return new UnableToExecuteStatementException(e, null);
  }
}
