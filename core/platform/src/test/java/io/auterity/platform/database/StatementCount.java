package io.auterity.platform.database;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Counts the statements that this thread sends to PostgreSQL, as the driver tells them. */
public final class StatementCount extends Handler implements AutoCloseable {

  private static final Logger DRIVER = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");

  private final long counted = Thread.currentThread().threadId();
  private int statements;

  private StatementCount() {}

  /** How many statements the work sends; those that open and end transactions count too. */
  public static int of(Runnable work) {
    try (StatementCount count = new StatementCount()) {
      DRIVER.addHandler(count);
      DRIVER.setLevel(Level.FINEST);
      work.run();
      return count.statements;
    }
  }

  @Override
  public void publish(LogRecord entry) {
    if (Thread.currentThread().threadId() == counted
        && entry.getMessage().contains("FE=> Execute(")) {
      statements++;
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    DRIVER.setLevel(null);
    DRIVER.removeHandler(this);
  }
}
