package io.auterity.plugins.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** PostgreSQL, by its own driver. */
record PostgresDialect() implements SqlDialect {

  /** What may be fetched at once; the first time a few rows, then as many as that holds. */
  private static final String MIB_64 = "67108864";

  @Override
  public String id() {
    return "postgresql";
  }

  @Override
  public Set<String> properties() {
    return Set.of("ApplicationName", "currentSchema");
  }

  @Override
  public Connection connect(SqlLogin login) throws SQLException {
    Properties properties = login.properties();
    properties.put("socketFactory", PinnedSockets.class.getName());
    properties.put("socketFactoryArg", login.pinned());
    properties.put("connectTimeout", Integer.toString(login.seconds()));
    properties.put("socketTimeout", Integer.toString(login.seconds() + 1));
    properties.put("stringtype", "unspecified"); // texts become what the column is
    properties.put("maxResultBuffer", MIB_64);
    properties.put("defaultRowFetchSize", "10");
    properties.put("adaptiveFetch", "true");
    properties.put("adaptiveFetchMinimum", "1");
    properties.put("adaptiveFetchMaximum", "32"); // rows may grow behind small ones
    properties.put("gssEncMode", "disable");
    secure(login, properties);
    String url =
        "jdbc:postgresql://%s/%s".formatted(login.authority(), encoded(login.config().database()));
    // Null only for the address of another driver.
    Connection connection = Objects.requireNonNull(new Driver().connect(url, properties));
    if (isSuperuser(connection)) {
      connection.close();
      throw login.tooPowerful("is a superuser");
    }
    return connection;
  }

  private static String encoded(String database) {
    return URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void secure(SqlLogin login, Properties properties) {
    DatabaseConfig config = login.config();
    if (!config.encrypted()) {
      properties.put("sslmode", "disable");
      return;
    }
    properties.put("sslmode", "verify-full");
    if (config.certificate() == null) {
      properties.put("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory");
    } else {
      properties.put("sslfactory", "org.postgresql.ssl.SingleCertValidatingFactory");
      properties.put("sslfactoryarg", config.certificate());
    }
  }

  private static boolean isSuperuser(Connection connection) throws SQLException {
    return "on".equals(connection.unwrap(PGConnection.class).getParameterStatus("is_superuser"));
  }

  @Override
  public void beginReading(Connection connection, Duration most) throws SQLException {
    connection.setReadOnly(true);
    begin(connection, most);
  }

  @Override
  public void beginWriting(Connection connection, Duration most) throws SQLException {
    begin(connection, most);
  }

  private static void begin(Connection connection, Duration most) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      // Texts are read as SqlText reads them.
      statement.execute("set local standard_conforming_strings = on");
      statement.execute("set local statement_timeout = " + Math.max(1, most.toMillis()));
    }
  }

  // What it returns is what it is told to by RETURNING: keys cost a right to read else.
  @Override
  public PreparedStatement prepareWriting(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(sql);
  }

  @Override
  public SqlWords words() {
    return SqlWords.POSTGRESQL;
  }

  @Override
  public boolean ownSchema(String schema) {
    return schema.equals("information_schema") || schema.startsWith("pg_");
  }

  @Override
  public boolean schemasAreCatalogues() {
    return false;
  }
}
