package io.auterity.platform.call;

import io.auterity.spi.Failure;

/**
 * The mark of a refusal that says that a circuit breaker keeps the call away, and no limit, rest or
 * want of slots: whether its provider is back is found out by others within minutes.
 */
public final class OpenBreaker {

  private static final HostField FIELD = new HostField("breaker");
  private static final String OPEN = "open";

  private OpenBreaker() {}

  /** The refusal with the mark. */
  public static Failure on(Failure refusal) {
    return FIELD.attach(refusal, OPEN);
  }

  /** Whether a refusal has the mark; what fails at a provider is no refusal. */
  public static boolean isOn(Failure refusal) {
    return OPEN.equals(FIELD.read(refusal));
  }
}
