package io.auterity.bench.figures;

/** A run whose figures must not be used. */
public class VoidRunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public VoidRunException(String reason) {
    super(reason);
  }
}
