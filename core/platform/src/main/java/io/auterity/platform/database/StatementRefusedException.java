package io.auterity.platform.database;

import org.jdbi.v3.core.JdbiException;

/** The database refuses a statement for what it says; the same statement will be refused again. */
public final class StatementRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  StatementRefusedException(JdbiException cause) {
    super(cause.getMessage(), cause);
  }
}
