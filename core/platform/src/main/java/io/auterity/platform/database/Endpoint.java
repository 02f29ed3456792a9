package io.auterity.platform.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** How one login reaches the database; its text never shows the password. */
public record Endpoint(String url, String user, String password) {

  private static final String SECONDS_TO_CONNECT = "2";

  /** Opens a connection of its own, outside every pool. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, properties());
  }

  /** What the driver is told beside the address. */
  Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "auterity");
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "1");
    return properties;
  }

  @Override
  public String toString() {
    return user + " at " + url;
  }
}
