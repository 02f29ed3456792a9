package io.auterity.server.secrets;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.auterity.platform.database.TestDatabase;
import io.auterity.server.Reply;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Whatever a server has told anybody: its replies, its log at every level, its database. */
final class Everything {

  private final List<String> replies = new CopyOnWriteArrayList<>();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  /** Listens to the log of a server that has started, as an operator does who looks for a fault. */
  static Everything listening() {
    Everything all = new Everything();
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    AppenderBase<ILoggingEvent> appender =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent event) {
            all.lines.add(all.line(event));
          }
        };
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(Level.TRACE);
    return all;
  }

  private String line(ILoggingEvent event) {
    return "%s %s: %s %s"
        .formatted(
            event.getLevel(),
            event.getLoggerName(),
            event.getFormattedMessage(),
            event.getThrowableProxy() == null
                ? ""
                : ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }

  Reply seen(Reply reply) {
    replies.add(reply.headers() + " " + reply);
    return reply;
  }

  String seen(String reply) {
    replies.add(reply);
    return reply;
  }

  List<String> replies() {
    return replies;
  }

  List<String> lines() {
    return lines;
  }

  /** All rows of all tables; the server must have ended. */
  static List<String> rows(TestDatabase database) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = database.logins().owner().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String table : tables(statement)) {
        // Undone with the transaction: the owner sees the rows of all tenants.
        statement.execute("alter table %s no force row level security".formatted(table));
        try (ResultSet row = statement.executeQuery("select * from only " + table)) {
          while (row.next()) {
            rows.add(table + ": " + text(row));
          }
        }
      }
      connection.rollback();
    }
    return rows;
  }

  private static List<String> tables(Statement statement) throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet found =
        statement.executeQuery(
            "select oid::regclass::text from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")) {
      while (found.next()) {
        tables.add(found.getString(1));
      }
    }
    return tables;
  }

  private static String text(ResultSet row) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      Object value = row.getObject(i);
      text.append(
              value instanceof byte[] bytes
                  ? new String(bytes, StandardCharsets.ISO_8859_1)
                  : Objects.toString(value))
          .append(' ');
    }
    return text.toString();
  }
}
