package io.auterity.platform.call;

import io.auterity.spi.Failure;

/**
 * The mark of a failure by a limit that its vendor counts for each operation by itself, or for each
 * key of one, so that the others of the provider need not rest with it.
 */
public final class OperationLimit {

  private static final HostField FIELD = new HostField("limit");
  private static final String OPERATION = "operation";
  private static final String KEY = "key";

  private OperationLimit() {}

  /** The failure with the mark. */
  public static Failure on(Failure failure) {
    return FIELD.attach(failure, OPERATION);
  }

  /** The failure with the mark of a key, e.g. of one channel: its operation need not rest. */
  public static Failure onKey(Failure failure) {
    return FIELD.attach(failure, KEY);
  }

  /** Whether a failure has either mark. */
  public static boolean isOn(Failure failure) {
    return OPERATION.equals(FIELD.read(failure)) || isOnKey(failure);
  }

  /** Whether a failure has the mark of a key. */
  public static boolean isOnKey(Failure failure) {
    return KEY.equals(FIELD.read(failure));
  }
}
