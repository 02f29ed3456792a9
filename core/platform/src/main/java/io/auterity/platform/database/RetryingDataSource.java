package io.auterity.platform.database;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * Connections for a pool whose database may go away: while it is, it is tried at a steady pace.
 * Left to itself the pool would try twice as seldom each time, and be without connections for up to
 * five seconds after the database is back. The first failure is told at once, so that a caller that
 * waits learns the reason.
 */
final class RetryingDataSource implements DataSource {

  private static final int TRIES = 240;

  private final DataSource database;
  private final Duration pause;
  private volatile boolean away;

  /**
   * @param pause between two tries
   */
  RetryingDataSource(DataSource database, Duration pause) {
    this.database = database;
    this.pause = pause;
  }

  /** A connection, as soon as one can be had; fails after many tries, or when interrupted. */
  @Override
  public Connection getConnection() throws SQLException {
    int left = away ? TRIES : 1;
    while (true) {
      try {
        Connection connection = database.getConnection();
        away = false;
        return connection;
      } catch (SQLException e) {
        away = true;
        left--;
        if (left == 0 || !paused()) {
          throw e;
        }
      }
    }
  }

  private boolean paused() {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("one login alone");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return database.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    database.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    database.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return database.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return database.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return database.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return database.isWrapperFor(type);
  }
}
