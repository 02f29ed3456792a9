package io.auterity.platform.database;

/** A row was not stored because another one already has its unique key. */
public final class UniqueViolationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String constraint;

  UniqueViolationException(String constraint, Throwable cause) {
    super("a row with this key exists already (" + constraint + ")", cause);
    this.constraint = constraint;
  }

  /** The name of the constraint, e.g. {@code tenant_name_key}. */
  public String constraint() {
    return constraint;
  }
}
