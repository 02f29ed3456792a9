package io.auterity.spi.inbound;

/**
 * The permissions of an inbound request's caller, for what only the connector that serves it can
 * tell: whether a push takes commits away from a branch shows when its objects are there.
 */
@FunctionalInterface
public interface InboundRights {

  /**
   * Whether the caller may call an operation of the kind.
   *
   * @param operation e.g. {@code branch.delete}
   */
  boolean may(String operation);
}
