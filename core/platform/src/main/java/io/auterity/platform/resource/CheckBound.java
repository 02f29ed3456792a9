package io.auterity.platform.resource;

import io.auterity.spi.CallFailedException;

/**
 * The time limit of checking resources. A check asks between one thing and the next, so that it
 * stops soon after: a caller who has gone is not seen, but waits no longer than this.
 */
@FunctionalInterface
public interface CheckBound {

  /** For what was checked before. */
  CheckBound NONE = () -> {};

  /**
   * Goes on, or ends the check.
   *
   * @throws CallFailedException {@code timeout}
   */
  void require();
}
