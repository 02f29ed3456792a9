package io.auterity.platform.database;

/** The database is not fit for use; the message is one sentence for the operator. */
public final class DatabaseRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DatabaseRefusedException(String sentence) {
    super(sentence);
  }

  DatabaseRefusedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
