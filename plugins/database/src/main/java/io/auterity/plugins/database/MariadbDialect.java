package io.auterity.plugins.database;

import io.auterity.spi.Call;
import io.auterity.spi.database.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

/** MariaDB and MySQL, by MariaDB's driver. */
record MariadbDialect() implements SqlDialect {

  private static final String BIT = "BIT";

  /** Taken for the sake of configurations that have it: sessions are in UTC whatever it says. */
  private static final String TIMEZONE = "timezone";

  private static final int MOST_DIGITS = 65;
  private static final int MOST_FRACTION = 30;

  /** Grants on the whole server, so no name of a table is in them. */
  private static final Pattern POWERFUL =
      Pattern.compile("^GRANT [A-Z ,]*\\b(?:ALL PRIVILEGES|FILE|SUPER)\\b[A-Z ,]* ON \\*\\.\\*");

  @Override
  public String id() {
    return "mariadb";
  }

  @Override
  public Set<String> properties() {
    return Set.of("connectionCollation", TIMEZONE);
  }

  @Override
  public Connection connect(SqlLogin login) throws SQLException {
    Properties properties = login.properties();
    properties.remove(TIMEZONE);
    properties.put("socketFactory", PinnedMariadbSockets.class.getName());
    properties.put(PinnedMariadbSockets.PINNED, login.pinned());
    properties.put("connectTimeout", Integer.toString(login.seconds() * 1_000));
    properties.put("socketTimeout", Integer.toString((login.seconds() + 1) * 1_000));
    properties.put("allowLocalInfile", "false");
    properties.put("allowMultiQueries", "false");
    properties.put("useServerPrepStmts", "true");
    properties.put("tinyInt1isBit", "false"); // there is no boolean
    properties.put("yearIsDateType", "false");
    properties.put("sslMode", login.config().encrypted() ? "verify-full" : "disable");
    if (login.config().certificate() != null) {
      properties.put("serverSslCert", login.config().certificate());
    }
    Connection connection =
        new Driver()
            .connect(
                "jdbc:mariadb://%s/%s".formatted(login.authority(), login.config().database()),
                properties);
    if (connection == null) {
      throw new SQLException("the driver does not know its own URL");
    }
    return settled(connection, login);
  }

  /** The connection as calls use it; closed where it cannot be made that. */
  static Connection settled(Connection connection, SqlLogin login) throws SQLException {
    try {
      if (reachesFiles(connection)) {
        throw login.tooPowerful("may use files or administer the server");
      }
      settle(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  // A timestamp is told in the session's zone, without strictness other values are written, and
  // what is misread is told in words.
  private static void settle(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "set time_zone = '+00:00', lc_messages = 'en_US',"
              + " sql_mode = concat(@@sql_mode, ',STRICT_ALL_TABLES')");
    }
  }

  private static boolean reachesFiles(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet grants = statement.executeQuery("show grants")) {
      while (grants.next()) {
        if (POWERFUL.matcher(grants.getString(1)).find()) {
          return true;
        }
      }
      return false;
    }
  }

  @Override
  public void beginReading(Connection connection, Duration most) throws SQLException {
    begin(connection, "start transaction read only");
  }

  @Override
  public void beginWriting(Connection connection, Duration most) throws SQLException {
    connection.setAutoCommit(false);
  }

  private static void begin(Connection connection, String words) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute(words);
    }
  }

  @Override
  public PreparedStatement prepareWriting(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS);
  }

  @Override
  public SqlType type(int jdbc, String name, boolean signed, int size) {
    return switch (name) {
      case BIT -> size < Integer.SIZE ? SqlType.INT32 : SqlType.INT64;
      case "TIMESTAMP" -> SqlType.INSTANT;
      default -> SqlTypes.of(jdbc, name, signed);
    };
  }

  @Override
  public @Nullable String digits(ResultSet result, int at) throws SQLException {
    if (!result.getMetaData().getColumnTypeName(at).equals(BIT)) {
      return result.getString(at);
    }
    byte[] bits = result.getBytes(at);
    return bits == null ? null : new BigInteger(1, bits).toString();
  }

  // A larger one is silently made the largest decimal, a smaller one 0.
  @Override
  public boolean holdsDecimal(BigDecimal number) {
    return number.scale() <= MOST_FRACTION
        && number.precision() - number.scale() <= MOST_DIGITS - MOST_FRACTION;
  }

  @Override
  public <T> T carryOut(Connection connection, SqlParameters values, Call call, Attempt<T> attempt)
      throws SQLException {
    return values.moments().isEmpty()
        ? attempt.with(values).result()
        : new MariadbMoments<>(connection, values, call, attempt).carryOut();
  }

  @Override
  public TableTransactions transactions(Connection connection, Collection<TableName> tables)
      throws SQLException {
    return MariadbTables.transactions(connection, tables);
  }

  // What drops several tables, or drops one and makes another, has no transaction.
  @Override
  public boolean undone(Connection connection, SqlText failed) throws SQLException {
    boolean whole =
        failed.verb().equals("drop")
            ? !failed.text().contains(",")
            : !failed.holds("replace", "table");
    return MariadbTables.undone(connection, "rollback") && whole;
  }

  @Override
  public SqlWords words() {
    return SqlWords.MARIADB;
  }

  @Override
  public boolean ownSchema(String schema) {
    return Set.of("information_schema", "mysql", "performance_schema", "sys").contains(schema);
  }

  @Override
  public boolean schemasAreCatalogues() {
    return true;
  }
}
