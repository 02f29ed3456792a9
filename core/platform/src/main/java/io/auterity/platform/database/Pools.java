package io.auterity.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/** The connection pools. */
final class Pools {

  private static final int SIZE = 10;
  private static final int IDLE = 2;
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final long NO_CONNECTION_YET = -1;
  private static final Duration VALIDATION = Duration.ofSeconds(1);

  private Pools() {}

  /**
   * Opens a pool whose role has been found to be confined.
   *
   * @param engine the login that may see all tenants
   */
  static HikariDataSource open(Role role, Endpoint endpoint, String engine) {
    HikariDataSource pool = open(role.name().toLowerCase(Locale.ROOT), endpoint);
    try (Connection connection = pool.getConnection()) {
      Isolation.require(connection, endpoint, role, engine);
      return pool;
    } catch (SQLException e) {
      pool.close();
      throw new DatabaseRefusedException(
          "Cannot reach the database as " + endpoint + ": " + reason(e), e);
    } catch (DatabaseRefusedException e) {
      pool.close();
      throw e;
    }
  }

  /** The pool only tells that its time was up; why, stands in the cause. */
  private static String reason(SQLException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return String.valueOf(cause.getMessage());
  }

  private static HikariDataSource open(String name, Endpoint endpoint) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("auterity-" + name);
    config.setJdbcUrl(endpoint.url());
    config.setDataSourceProperties(endpoint.limitedProperties());
    config.setMaximumPoolSize(SIZE);
    config.setMinimumIdle(IDLE);
    config.setConnectionTimeout(WAIT.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    config.setInitializationFailTimeout(NO_CONNECTION_YET);
    return new HikariDataSource(config);
  }
}
