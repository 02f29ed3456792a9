package io.auterity.plugins.database;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;

/** SQL Server, by Microsoft's driver. It has no read-only transactions. */
record SqlServerDialect() implements SqlDialect {

  private static final int MOST_DIGITS = 38;

  @Override
  public String id() {
    return "sqlserver";
  }

  @Override
  public Set<String> properties() {
    return Set.of("applicationName", "applicationIntent");
  }

  @Override
  public Connection connect(SqlLogin login) throws SQLException {
    Properties properties = login.properties();
    properties.put("serverName", login.host());
    properties.put("portNumber", Integer.toString(login.address().getPort()));
    properties.put("databaseName", login.config().database());
    properties.put("socketFactoryClass", PinnedSockets.class.getName());
    properties.put("socketFactoryConstructorArg", login.pinned());
    properties.put("loginTimeout", Integer.toString(login.seconds()));
    properties.put("socketTimeout", Integer.toString((login.seconds() + 1) * 1_000));
    properties.put("encrypt", login.config().encrypted() ? "true" : "false");
    properties.put("trustServerCertificate", "false");
    Connection connection = new SQLServerDriver().connect("jdbc:sqlserver://", properties);
    if (connection == null) {
      throw new SQLException("the driver does not know its own URL");
    }
    return connection;
  }

  @Override
  public void beginReading(Connection connection, Duration most) throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public void beginWriting(Connection connection, Duration most) throws SQLException {
    connection.setAutoCommit(false);
  }

  @Override
  public PreparedStatement prepareWriting(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
  }

  @Override
  public boolean holdsDecimal(BigDecimal number) {
    return Math.max(number.precision(), number.scale()) <= MOST_DIGITS
        && number.precision() - number.scale() <= MOST_DIGITS;
  }

  @Override
  public SqlWords words() {
    return SqlWords.SQLSERVER;
  }

  @Override
  public boolean ownSchema(String schema) {
    return schema.equals("sys") || schema.equals("INFORMATION_SCHEMA");
  }

  @Override
  public boolean schemasAreCatalogues() {
    return false;
  }
}
