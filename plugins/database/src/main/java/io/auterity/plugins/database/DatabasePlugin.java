package io.auterity.plugins.database;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;

/** Brings the connectors of relational databases. */
public final class DatabasePlugin implements Plugin {

  private static final System.Logger LOG = System.getLogger(DatabasePlugin.class.getName());

  @Override
  public List<Connector<?>> connectors() {
    return List.of(
        new DatabaseConnector(new PostgresDialect()),
        new DatabaseConnector(new MariadbDialect()),
        new DatabaseConnector(new SqlServerDialect()));
  }

  /** Drivers register themselves, which would keep the plugin's classes. */
  @Override
  public void stop() {
    for (Driver driver : Collections.list(DriverManager.getDrivers())) {
      if (getClass().getClassLoader().equals(driver.getClass().getClassLoader())) {
        try {
          DriverManager.deregisterDriver(driver);
        } catch (SQLException e) {
          LOG.log(System.Logger.Level.WARNING, "A driver stays registered.", e);
        }
      }
    }
  }
}
