package io.auterity.plugins.ai.local.speech;

/** A file is no sound that can be read here; the message says why. */
public final class UnreadableSoundException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadableSoundException(String why) {
    super(why);
  }
}
