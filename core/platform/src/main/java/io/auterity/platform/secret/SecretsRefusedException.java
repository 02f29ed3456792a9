package io.auterity.platform.secret;

/** Secrets cannot be used; the message is one sentence for the operator. */
public final class SecretsRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean unread;

  SecretsRefusedException(String sentence) {
    super(sentence);
    this.unread = false;
  }

  SecretsRefusedException(String sentence, Throwable cause) {
    this(sentence, cause, false);
  }

  private SecretsRefusedException(String sentence, Throwable cause, boolean unread) {
    super(sentence, cause);
    this.unread = unread;
  }

  static SecretsRefusedException unread(String sentence, Throwable cause) {
    return new SecretsRefusedException(sentence, cause, true);
  }

  /**
   * Requires that the value is lost, before what it was for is given up.
   *
   * @throws SecretsRefusedException this, when the key file could not be read just now: another
   *     server, or this one later, may have the key; else the value is lost with it
   */
  public void requireLost() {
    if (unread) {
      throw this;
    }
  }
}
