package io.auterity.relay.decision.store;

import io.auterity.platform.database.ColumnArrays;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.EngineTransaction;
import io.auterity.platform.database.UniqueViolationException;
import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.relay.decision.Days;
import io.auterity.relay.decision.Summary;
import io.auterity.relay.decision.format.DecisionFormat;
import io.auterity.relay.decision.log.DecisionRow;
import io.auterity.relay.decision.log.DecisionStore;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Writes batches of decisions with one statement per table. */
public record DecisionWriter(Database database) implements DecisionStore {

  private static final EngineStatement ADD_DECISIONS =
      new EngineStatement(
          "ADD_DECISIONS",
          EngineJob.DECISIONS,
          """
          insert into decision (
            born, id, tenant, run, step, round, capability, provider, outcome, code, failover,
            injected, attempts, began, took_us, cost, currency, body)
          select date '1970-01-01' + born, id, tenant, run, step, round, capability, provider,
            outcome, code, failover, injected, attempts,
            timestamptz 'epoch' + began * interval '1 microsecond', took_us, cost, currency, body
          from unnest(
              ?::int[], ?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::smallint[], ?::text[],
              ?::text[], ?::text[], ?::text[], ?::boolean[], ?::boolean[], ?::smallint[],
              ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::bytea[])
            as d (born, id, tenant, run, step, round, capability, provider, outcome, code, failover,
              injected, attempts, began, took_us, cost, currency, body)
          """);

  private static final EngineStatement ADD_MISSING_DECISIONS =
      new EngineStatement(
          "ADD_MISSING_DECISIONS",
          EngineJob.DECISIONS,
          ADD_DECISIONS.sql() + "on conflict do nothing");

  private static final EngineStatement ADD_ATTEMPTS =
      new EngineStatement(
          "ADD_ATTEMPTS",
          EngineJob.DECISIONS,
          """
          insert into attempt (
            born, decision, number, tenant, run, step, provider, failed, injected, began, took_us)
          select date '1970-01-01' + born, decision, number, tenant, run, step, provider, failed,
            injected, timestamptz 'epoch' + began * interval '1 microsecond', took_us
          from unnest(
              ?::int[], ?::uuid[], ?::smallint[], ?::uuid[], ?::uuid[], ?::text[], ?::text[],
              ?::boolean[], ?::boolean[], ?::bigint[], ?::bigint[])
            as a (born, decision, number, tenant, run, step, provider, failed, injected, began,
              took_us)
          """);

  private static final EngineStatement ADD_MISSING_ATTEMPTS =
      new EngineStatement(
          "ADD_MISSING_ATTEMPTS",
          EngineJob.DECISIONS,
          ADD_ATTEMPTS.sql() + "on conflict do nothing");

  private static final EngineStatement INSERT_DECISION_CONFIG =
      new EngineStatement(
          "INSERT_DECISION_CONFIG",
          EngineJob.DECISIONS,
          """
          insert into decision_config (born, tenant, digest, body) values (?, ?, ?, ?)
          on conflict do nothing
          """);

  /** The statements that the engine role runs here. */
  public static final List<EngineStatement> STATEMENTS =
      List.of(
          ADD_DECISIONS,
          ADD_MISSING_DECISIONS,
          ADD_ATTEMPTS,
          ADD_MISSING_ATTEMPTS,
          INSERT_DECISION_CONFIG);

  private static final int STATEMENT_BYTES = 256 * 1024;

  @Override
  public void write(List<StoredConfig> configs, List<StoredDecision> decisions) {
    try {
      write(configs, decisions, Inserts.ALL);
    } catch (UniqueViolationException e) {
      // They, or some of them, were stored before, which was not confirmed.
      write(configs, decisions, Inserts.MISSING);
    }
  }

  /** Statements that add rows, all of which are new or not; the second cost a fifth more. */
  private record Inserts(EngineStatement decisions, EngineStatement attempts) {
    static final Inserts ALL = new Inserts(ADD_DECISIONS, ADD_ATTEMPTS);
    static final Inserts MISSING = new Inserts(ADD_MISSING_DECISIONS, ADD_MISSING_ATTEMPTS);
  }

  private void write(List<StoredConfig> configs, List<StoredDecision> decisions, Inserts inserts) {
    database.asEngine(
        EngineJob.DECISIONS,
        tx -> {
          try {
            writeConfigs(tx, configs);
            for (List<StoredDecision> part : parts(decisions)) {
              insert(tx, inserts.decisions(), decisions(part));
              writeAttempts(tx, inserts, part);
            }
            return decisions.size();
          } catch (SQLException e) {
            throw failed(e);
          }
        });
  }

  // An array of all bodies would be larger than the collector moves about cheaply.
  private static List<List<StoredDecision>> parts(List<StoredDecision> decisions) {
    List<List<StoredDecision>> parts = new ArrayList<>();
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < decisions.size(); i++) {
      bytes += decisions.get(i).row().body().length;
      if (bytes >= STATEMENT_BYTES || i == decisions.size() - 1) {
        parts.add(decisions.subList(from, i + 1));
        from = i + 1;
        bytes = 0;
      }
    }
    return parts;
  }

  private static void writeConfigs(EngineTransaction tx, List<StoredConfig> configs)
      throws SQLException {
    for (StoredConfig config : configs) {
      try (PreparedStatement statement = tx.prepare(INSERT_DECISION_CONFIG)) {
        statement.setObject(1, config.day());
        statement.setObject(2, config.tenant());
        statement.setString(3, config.digest());
        statement.setBytes(4, config.body());
        statement.executeUpdate();
      }
    }
  }

  private static ColumnArrays decisions(List<StoredDecision> decisions) {
    ColumnArrays columns = new ColumnArrays(decisions.size());
    for (StoredDecision decision : decisions) {
      DecisionRow row = decision.row();
      add(columns.row(), row.tenant(), row.summary());
      columns.add(DecisionFormat.write(row.body(), decision.info()));
    }
    return columns;
  }

  private static void add(ColumnArrays columns, UUID tenant, Summary summary) {
    columns
        .add(day(summary.id()))
        .add(summary.id())
        .add(tenant)
        .add(summary.run())
        .add(summary.step())
        .add(summary.round())
        .add(summary.capability())
        .add(summary.provider())
        .add(summary.outcome().wire())
        .add(summary.code())
        .add(summary.failover())
        .add(summary.injected())
        .add(summary.attempts())
        .add(summary.began())
        .add(summary.tookMicros())
        .add(summary.cost())
        .add(summary.currency());
  }

  private static void writeAttempts(
      EngineTransaction tx, Inserts inserts, List<StoredDecision> decisions) throws SQLException {
    int attempts = decisions.stream().mapToInt(decision -> decision.row().attempts().size()).sum();
    if (attempts > 0) {
      ColumnArrays columns = new ColumnArrays(attempts);
      for (StoredDecision decision : decisions) {
        DecisionRow row = decision.row();
        row.attempts().forEach(attempt -> add(columns.row(), row, attempt));
      }
      insert(tx, inserts.attempts(), columns);
    }
  }

  private static void add(ColumnArrays columns, DecisionRow row, DecisionRow.AttemptRow attempt) {
    columns
        .add(day(row.summary().id()))
        .add(row.summary().id())
        .add(attempt.number())
        .add(row.tenant())
        .add(row.summary().run())
        .add(row.summary().step())
        .add(attempt.provider())
        .add(attempt.failed())
        .add(attempt.injected())
        .add(attempt.began())
        .add(attempt.tookMicros());
  }

  private static void insert(EngineTransaction tx, EngineStatement insert, ColumnArrays columns)
      throws SQLException {
    try (PreparedStatement statement = tx.prepare(insert)) {
      columns.bind(statement);
      statement.executeUpdate();
    }
  }

  private static int day(UUID id) {
    return (int) Days.of(id).toEpochDay();
  }

  // The database package tells a broken connection from a bad statement by Jdbi's exceptions.
  private static JdbiException failed(SQLException e) {
    return new UnableToExecuteStatementException(e, null);
  }
}
