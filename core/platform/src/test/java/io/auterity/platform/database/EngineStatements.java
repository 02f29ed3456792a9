package io.auterity.platform.database;

import io.auterity.platform.database.store.EngineStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Has PostgreSQL plan the statements of the engine role, which checks their names and rights. */
public final class EngineStatements {

  private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):[a-zA-Z]\\w*|\\?");

  /** PostgreSQL cannot tell the type of either, which the driver gives when it is run. */
  private static final Pattern DIFFERENCE = Pattern.compile("(:[a-zA-Z]\\w*) - (:[a-zA-Z]\\w*)");

  private EngineStatements() {}

  /** What is registered for a database. */
  public static List<EngineStatement> registered(Database database) {
    return database.statements();
  }

  /** Those statements, by name, that the engine role may not run, with PostgreSQL's reason. */
  public static Map<String, String> refused(
      TestDatabase database, Collection<EngineStatement> statements) {
    Map<String, String> refused = new TreeMap<>();
    for (EngineStatement statement : statements) {
      String reason = plan(database.logins().engine(), statement.sql());
      if (!reason.isEmpty()) {
        refused.put(statement.name(), reason);
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
    String typed = DIFFERENCE.matcher(sql).replaceAll("$1::int - $2::int");
    return PARAMETER.matcher(typed).replaceAll(match -> "\\$" + number.incrementAndGet());
  }
}
