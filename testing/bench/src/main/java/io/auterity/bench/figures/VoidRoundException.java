package io.auterity.bench.figures;

/** A round in which requests failed; the run goes on where another round may stand in for it. */
public final class VoidRoundException extends VoidRunException {

  private static final long serialVersionUID = 1L;

  public VoidRoundException(String reason) {
    super(reason);
  }
}
