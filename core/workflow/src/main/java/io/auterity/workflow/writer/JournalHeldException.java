package io.auterity.workflow.writer;

/** Says that another server works on the same database. */
public final class JournalHeldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JournalHeldException() {
    super(
        "Another server works on this database: stop it, or give this one a database of its own.");
  }
}
