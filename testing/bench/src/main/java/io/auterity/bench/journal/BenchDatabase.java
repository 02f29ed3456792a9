package io.auterity.bench.journal;

import io.auterity.bench.figures.VoidRunException;
import io.auterity.bench.journal.store.SleeperCopies;
import io.auterity.control.access.store.CredentialStore;
import io.auterity.control.access.store.KeyStore;
import io.auterity.control.access.store.TenantStore;
import io.auterity.platform.audit.store.AuditStore;
import io.auterity.platform.database.Database;
import io.auterity.platform.database.DatabaseLogin;
import io.auterity.platform.database.DatabaseLogins;
import io.auterity.platform.database.Migrations;
import io.auterity.platform.database.embedded.EmbeddedPostgres;
import io.auterity.platform.database.embedded.PostgresSettings;
import io.auterity.platform.database.store.EngineStatement;
import io.auterity.relay.decision.store.DecisionWriter;
import io.auterity.workflow.store.RunStatements;
import io.auterity.workflow.trigger.store.StartStore;
import io.auterity.workflow.trigger.store.TriggerStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A fresh database on the embedded PostgreSQL with the settings of the product. */
final class BenchDatabase implements AutoCloseable {

  private static final String NAME = "bench";
  private static final List<String> DURABILITY =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final EmbeddedPostgres postgres;
  private final Database database;

  private BenchDatabase(EmbeddedPostgres postgres) {
    this.postgres = postgres;
    DatabaseLogin administrator = postgres.administrator("postgres");
    execute(administrator, "drop database if exists " + NAME + " with (force)");
    execute(administrator, "create database " + NAME + " owner auterity_owner");
    DatabaseLogins logins = postgres.logins(NAME);
    Migrations.run(logins.owner());
    this.database = Database.open(logins);
    database.register(statements());
  }

  // Of the stores that the bench writes to and reads with.
  private static List<EngineStatement> statements() {
    return Stream.of(
            AuditStore.STATEMENTS,
            TenantStore.STATEMENTS,
            KeyStore.STATEMENTS,
            CredentialStore.STATEMENTS,
            DecisionWriter.STATEMENTS,
            RunStatements.ALL,
            TriggerStore.STATEMENTS,
            StartStore.STATEMENTS)
        .flatMap(List::stream)
        .toList();
  }

  static BenchDatabase in(Path folder) {
    EmbeddedPostgres postgres = EmbeddedPostgres.start(folder, PostgresSettings.product());
    try {
      return new BenchDatabase(postgres);
    } catch (RuntimeException e) {
      postgres.close();
      throw e;
    }
  }

  Database database() {
    return database;
  }

  /** A place on the file system of the data. */
  Path beside(String name) {
    return postgres.dataDirectory().resolveSibling(name);
  }

  /**
   * What the running server says about durability.
   *
   * @throws VoidRunException unless all of it is on
   */
  Map<String, String> durability() {
    Map<String, String> settings = new LinkedHashMap<>();
    try (Connection connection = postgres.administrator(NAME).connect();
        Statement statement = connection.createStatement()) {
      for (String name : DURABILITY) {
        try (ResultSet row = statement.executeQuery("show " + name)) {
          row.next();
          settings.put(name, row.getString(1));
        }
      }
    } catch (SQLException e) {
      throw new VoidRunException("the settings cannot be read: " + e.getMessage());
    }
    if (!settings.values().stream().allMatch("on"::equals)) {
      throw new VoidRunException("the database is not durable: " + settings);
    }
    return settings;
  }

  /**
   * Makes more runs that sleep, each like one that does.
   *
   * @param sample its id
   */
  void copySleeper(UUID sample, int copies) {
    execute(postgres.administrator(NAME), SleeperCopies.of(sample, copies));
  }

  /** Transactions that were committed so far. */
  long commits() {
    try (Connection connection = postgres.administrator("postgres").connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select xact_commit from pg_stat_database where datname = '%s'".formatted(NAME))) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new VoidRunException("commits cannot be counted: " + e.getMessage());
    }
  }

  /** Tells the planner what is there now: a young table would be searched row by row. */
  void analyze() {
    execute(postgres.administrator(NAME), "analyze");
  }

  private static void execute(DatabaseLogin endpoint, String sql) {
    try (Connection connection = endpoint.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new VoidRunException("the database refuses: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    database.close();
    execute(postgres.administrator("postgres"), "drop database " + NAME + " with (force)");
    postgres.close();
  }
}
