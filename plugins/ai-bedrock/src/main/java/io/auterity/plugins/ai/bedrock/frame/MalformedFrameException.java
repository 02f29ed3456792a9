package io.auterity.plugins.ai.bedrock.frame;

/** The bytes are no event stream; the message says why. */
public final class MalformedFrameException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedFrameException(String message) {
    super(message);
  }
}
