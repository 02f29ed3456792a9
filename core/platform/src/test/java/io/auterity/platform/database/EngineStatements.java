package io.auterity.platform.database;

import io.auterity.platform.database.store.EngineJob;
import io.auterity.platform.database.store.EngineStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Has PostgreSQL plan the statements of the engine role, which checks their names and rights. */
public final class EngineStatements {

  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):[a-zA-Z]\\w*|\\?");

  private EngineStatements() {}

  /** The statements of some jobs that the engine role may not run, with PostgreSQL's reason. */
  public static Map<EngineStatement, String> refused(TestDatabase database, Set<EngineJob> jobs) {
    Map<EngineStatement, String> refused = new TreeMap<>();
    for (EngineStatement statement : EngineStatement.values()) {
      if (jobs.contains(statement.job())) {
        String reason = plan(database.logins().engine(), statement.sql());
        if (!reason.isEmpty()) {
          refused.put(statement, reason);
        }
      }
    }
    return refused;
  }

  private static String plan(DatabaseLogin engine, String sql) {
    DatabaseLogin simple =
        new DatabaseLogin(
            engine.url() + "?preferQueryMode=simple", engine.user(), engine.password());
    try (Connection connection = simple.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("explain (generic_plan) " + numbered(sql));
      return "";
    } catch (SQLException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String numbered(String sql) {
    AtomicInteger number = new AtomicInteger();
    return PARAMETER.matcher(sql).replaceAll(match -> "\\$" + number.incrementAndGet());
  }
}
