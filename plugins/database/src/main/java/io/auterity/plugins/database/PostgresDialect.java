package io.auterity.plugins.database;

import io.auterity.spi.Json;
import io.auterity.spi.database.SqlType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;
import org.postgresql.PGConnection;

/** PostgreSQL, by its own driver. */
record PostgresDialect() implements SqlDialect {

  /** What may be fetched at once; the first time a few rows, then as many as that holds. */
  private static final String MIB_64 = "67108864";

  private static final Set<String> UNZONED = Set.of("timestamp", "date", "time");

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
    return harmless(Objects.requireNonNull(new Driver().connect(url, properties)), login);
  }

  /** The connection; closed where its user is not known to be no superuser. */
  static Connection harmless(Connection connection, SqlLogin login) throws SQLException {
    try {
      if (isSuperuser(connection)) {
        throw login.tooPowerful("is a superuser");
      }
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
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
      statement.execute(
          "set local standard_conforming_strings = on; set local time zone 'UTC'; "
              + "set local intervalstyle = 'postgres'; set local statement_timeout = "
              + Math.max(1, most.toMillis()));
    }
  }

  @Override
  public SqlType type(int jdbc, String name, boolean signed, int size) {
    return switch (name) {
      case "bit", "money", "timetz" -> SqlType.OTHER;
      default -> SqlTypes.of(jdbc, name, signed);
    };
  }

  // It ignores the offset of what becomes a type without a zone, so that ours has none then.
  @Override
  public SqlParameters fitted(PreparedStatement statement, SqlParameters values)
      throws SQLException {
    Set<String> shifted = values.shiftedMoments();
    if (shifted.isEmpty()) {
      return values;
    }
    values.set(statement, this);
    ParameterMetaData types = statement.getParameterMetaData();
    List<Json> fitted = new ArrayList<>(values.values());
    for (int at = 0; at < fitted.size(); at++) {
      if (UNZONED.contains(types.getParameterTypeName(at + 1))) {
        fitted.set(at, SqlParameters.inUtc(fitted.get(at), shifted));
      }
    }
    return values.withValues(fitted);
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
