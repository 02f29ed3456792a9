package io.auterity.platform.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * A database login: the URL, user and password for connections; its text never shows the password.
 */
public record DatabaseLogin(String url, String user, String password) {

  private static final String SECONDS_TO_CONNECT = "2";
  private static final String SECONDS_OF_SILENCE = "60";
  private static final String SECONDS_OF_A_PROBE = "2";
  private static final String KEEPALIVES =
      "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
          + " -c tcp_user_timeout=25000";

  /** Opens a connection of its own, outside every pool. */
  public Connection connect() throws SQLException {
    return connect(properties());
  }

  /** As {@link #connect}, with the limits of a statement that serves callers. */
  Connection connectLimited() throws SQLException {
    return connect(limitedProperties());
  }

  /**
   * As {@link #connect}, for a question that is answered soon or not at all. The session ends
   * within half a minute of its caller, also where that lost its power.
   */
  Connection connectBriefly() throws SQLException {
    Properties properties = properties();
    properties.setProperty("options", KEEPALIVES);
    properties.setProperty("socketTimeout", SECONDS_OF_A_PROBE);
    return connect(properties);
  }

  private Connection connect(Properties properties) throws SQLException {
    Connection connection = new Driver().connect(url, properties);
    if (connection == null) {
      throw new SQLException("no address of a PostgreSQL: " + url);
    }
    return connection;
  }

  /**
   * A statement or an idle transaction that outlives its caller is ended by the server, and so is a
   * session whose caller is not heard any more.
   */
  Properties limitedProperties() {
    Properties properties = properties();
    properties.setProperty(
        "options",
        "-c statement_timeout=30s -c idle_in_transaction_session_timeout=60s" + " " + KEEPALIVES);
    properties.setProperty("socketTimeout", SECONDS_OF_SILENCE);
    return properties;
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "auterity");
    properties.setProperty("connectTimeout", SECONDS_TO_CONNECT);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("prepareThreshold", "1");
    // The server's details and the driver's text of a batch would carry values into logs.
    properties.setProperty("logServerErrorDetail", "false");
    return properties;
  }

  @Override
  public String toString() {
    return user + " at " + url;
  }
}
