package io.auterity.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Locale;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A connection pool of a login that row-level security holds: others are refused, because that is
 * the last wall between tenants.
 */
final class ConfinedPool {

  /** Connections of one login. */
  static final int SIZE = 12;

  private static final int IDLE = 2;

  /** How long a caller waits for one. */
  static final Duration WAIT = Duration.ofSeconds(2);

  private static final int FIRST_WAITS = 5;
  private static final String UNREACHED = "08001";
  private static final long NO_CONNECTION_YET = -1;
  private static final Duration AGAIN = Duration.ofMillis(250);
  private static final Duration VALIDATION = Duration.ofSeconds(1);

  /** Roles that this login is or may become, and that go around policies. */
  private static final String BYPASS =
      """
      select
        exists (select from pg_roles where (rolsuper or rolbypassrls)
                  and pg_has_role(current_user, oid, 'MEMBER')) as unconfined,
        exists (select from pg_class where relkind in ('r', 'p')
                  and relnamespace = 'public'::regnamespace
                  and pg_has_role(current_user, relowner, 'MEMBER')) as owns_tables,
        current_user <> ? and (pg_has_role(current_user, ?, 'MEMBER')
                  or pg_has_role(current_user, ?, 'MEMBER')) as is_engine,
        not pg_has_role(current_user, ?, 'MEMBER') as stranger
      """;

  /**
   * Opens a pool whose role has been found to be confined.
   *
   * @param engine the login that may see all tenants
   */
  static HikariDataSource open(DatabaseRole role, DatabaseLogin login, String engine) {
    HikariDataSource pool = open(role.name().toLowerCase(Locale.ROOT), login);
    try (Connection connection = first(pool)) {
      requireConfined(connection, login, role, engine);
      return pool;
    } catch (SQLException e) {
      pool.close();
      throw new DatabaseRefusedException(
          "Cannot reach the database as " + login + ": " + reason(e), e);
    } catch (DatabaseRefusedException e) {
      pool.close();
      throw e;
    }
  }

  /**
   * A pool's first connection. A start has more patience than a call: it waits several times for a
   * database that does not answer, and not for one that says no.
   */
  static Connection first(DataSource pool) throws SQLException {
    int left = FIRST_WAITS;
    while (true) {
      try {
        return pool.getConnection();
      } catch (SQLTransientConnectionException e) {
        left--;
        if (left == 0 || !unanswered(e.getCause())) {
          throw e;
        }
      }
    }
  }

  // The pool knows of no failure, or of the driver's own: its time was up, or that of its socket.
  private static boolean unanswered(@Nullable Throwable failure) {
    if (failure instanceof SQLException driver && UNREACHED.equals(driver.getSQLState())) {
      return driver.getCause() == null || driver.getCause() instanceof SocketTimeoutException;
    }
    return failure == null;
  }

  /** The pool only tells that its time was up; why, stands in the cause. */
  private static String reason(SQLException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private static HikariDataSource open(String name, DatabaseLogin login) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("auterity-" + name);
    config.setDataSource(
        new RetryingDataSource(
            new DriverDataSource(login.url(), null, login.limitedProperties(), null, null), AGAIN));
    config.setMaximumPoolSize(SIZE);
    config.setMinimumIdle(IDLE);
    config.setConnectionTimeout(WAIT.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    config.setInitializationFailTimeout(NO_CONNECTION_YET);
    return new HikariDataSource(config);
  }

  /**
   * Asks PostgreSQL about the role of a connection.
   *
   * @param role what the login is, or is a member of
   * @param engine the login that may see all tenants
   */
  private static void requireConfined(
      Connection connection, DatabaseLogin login, DatabaseRole role, String engine) {
    try (PreparedStatement statement = connection.prepareStatement(BYPASS)) {
      statement.setString(1, engine);
      statement.setString(2, engine);
      statement.setString(3, DatabaseRole.ENGINE.login());
      statement.setString(4, role.login());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        refuseIf(row.getBoolean("unconfined"), login, "is a superuser or has BYPASSRLS");
        refuseIf(row.getBoolean("owns_tables"), login, "owns tables of the database");
        refuseIf(row.getBoolean("is_engine"), login, "is a member of the engine's role");
        refuseStranger(row.getBoolean("stranger"), login, role);
      }
    } catch (SQLException e) {
      throw new DatabaseRefusedException(
          "Cannot look up the role of " + login + ": " + e.getMessage(), e);
    }
  }

  private static void refuseIf(boolean condition, DatabaseLogin login, String what) {
    if (condition) {
      throw new DatabaseRefusedException(
          "The database user %s %s, so tenants would not be kept apart: give the product a plain role (see db/roles.sql)."
              .formatted(login.user(), what));
    }
  }

  private static void refuseStranger(boolean condition, DatabaseLogin login, DatabaseRole role) {
    if (condition) {
      throw new DatabaseRefusedException(
          "The database user %s is neither %s nor a member of it, and may not use its tables: name that role in the settings, or grant it to this user."
              .formatted(login.user(), role.login()));
    }
  }
}
