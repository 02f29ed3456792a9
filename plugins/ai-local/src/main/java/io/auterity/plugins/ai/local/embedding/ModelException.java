package io.auterity.plugins.ai.local.embedding;

/** A model that cannot be loaded or run. */
public final class ModelException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }
}
