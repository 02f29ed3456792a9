package io.auterity.relay.decision.store;

import io.auterity.platform.database.ColumnArrays;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.relay.decision.Days;
import io.auterity.relay.decision.Draft;
import io.auterity.relay.decision.Ink;
import io.auterity.relay.decision.Roads;
import io.auterity.relay.decision.Summary;
import io.auterity.relay.decision.Written;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Writes batches of decisions with one statement per table. */
public final class DecisionWriter implements Ink {

  private static final int STATEMENT_BYTES = 256 * 1024;

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
              insert(tx, EngineStatement.INSERT_DECISIONS, decisions(part));
              writeAttempts(tx, part);
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

  private static ColumnArrays decisions(List<Sheet> sheets) {
    ColumnArrays columns = new ColumnArrays(sheets.size());
    for (Sheet sheet : sheets) {
      Draft draft = sheet.draft();
      add(columns.row(), draft.tenant(), draft.summary());
      add(columns, sheet.written());
      columns.add(draft.body());
    }
    return columns;
  }

  private static void add(ColumnArrays columns, UUID tenant, Summary summary) {
    columns
        .add(Days.of(summary.id()))
        .add(summary.id())
        .add(tenant)
        .add(summary.run())
        .add(summary.step())
        .add(summary.round())
        .add(summary.capability())
        .add(summary.provider())
        .add(String.join(",", summary.marks()))
        .add(outcome(summary))
        .add(summary.code())
        .add(summary.failover())
        .add(summary.injected())
        .add(summary.attempts())
        .add(time(summary.began()))
        .add(summary.tookMicros())
        .add(summary.cost())
        .add(summary.currency())
        .add(summary.door())
        .add(summary.principal())
        .add(Roads.letters(summary.road()));
  }

  private static void add(ColumnArrays columns, Written written) {
    columns
        .add(written.config())
        .add(written.others())
        .add(written.waitedMillis())
        .add(written.bare());
  }

  private static void writeAttempts(EngineTransaction tx, List<Sheet> sheets) throws SQLException {
    int attempts = sheets.stream().mapToInt(sheet -> sheet.draft().tries().size()).sum();
    if (attempts > 0) {
      ColumnArrays columns = new ColumnArrays(attempts);
      for (Sheet sheet : sheets) {
        Draft draft = sheet.draft();
        draft.tries().forEach(attempt -> add(columns.row(), draft, attempt));
      }
      insert(tx, EngineStatement.INSERT_ATTEMPTS, columns);
    }
  }

  private static void add(ColumnArrays columns, Draft draft, Draft.Try attempt) {
    columns
        .add(Days.of(draft.summary().id()))
        .add(draft.summary().id())
        .add(attempt.number())
        .add(draft.tenant())
        .add(draft.summary().run())
        .add(draft.summary().step())
        .add(attempt.provider())
        .add(attempt.failed())
        .add(attempt.injected())
        .add(time(attempt.began()))
        .add(attempt.tookMicros());
  }

  private static void insert(EngineTransaction tx, EngineStatement insert, ColumnArrays columns)
      throws SQLException {
    try (PreparedStatement statement = tx.prepare(insert)) {
      columns.bind(statement);
      statement.executeUpdate();
    }
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
