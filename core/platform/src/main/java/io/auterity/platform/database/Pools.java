package io.auterity.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.Properties;

/** The connection pools. */
final class Pools {

  private static final int SIZE = 10;
  private static final int IDLE = 2;
  private static final Duration WAIT = Duration.ofSeconds(2);
  private static final Duration VALIDATION = Duration.ofSeconds(1);

  private Pools() {}

  static HikariDataSource open(String name, Endpoint endpoint) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("auterity-" + name);
    config.setJdbcUrl(endpoint.url());
    config.setDataSourceProperties(properties(endpoint));
    config.setMaximumPoolSize(SIZE);
    config.setMinimumIdle(IDLE);
    config.setConnectionTimeout(WAIT.toMillis());
    config.setValidationTimeout(VALIDATION.toMillis());
    return new HikariDataSource(config);
  }

  /** A statement or an idle transaction that outlives its caller is ended by the server. */
  private static Properties properties(Endpoint endpoint) {
    Properties properties = endpoint.properties();
    properties.setProperty(
        "options", "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s");
    return properties;
  }
}
