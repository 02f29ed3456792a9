package io.auterity.platform.call;

import io.auterity.spi.Failure;

/**
 * The mark of a failure by a limit that its vendor counts for each operation by itself, so that the
 * others of the provider need not rest with it.
 */
public final class OperationLimit {

  private static final HostField FIELD = new HostField("limit");
  private static final String OPERATION = "operation";

  private OperationLimit() {}

  /** The failure with the mark. */
  public static Failure on(Failure failure) {
    return FIELD.attach(failure, OPERATION);
  }

  /** Whether a failure has the mark. */
  public static boolean isOn(Failure failure) {
    return OPERATION.equals(FIELD.read(failure));
  }
}
