package io.auterity.platform.secret;

/** Secrets cannot be used; the message is one sentence for the operator. */
public final class SecretsRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SecretsRefusedException(String sentence) {
    super(sentence);
  }

  SecretsRefusedException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
