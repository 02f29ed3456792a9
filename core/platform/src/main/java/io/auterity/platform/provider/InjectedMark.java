package io.auterity.platform.provider;

import io.auterity.platform.call.HostField;
import io.auterity.spi.Failure;

/** Tells failures that a provider's spec asked for from those that a connector ran into. */
public final class InjectedMark {

  private static final HostField FIELD = new HostField("injected");

  private InjectedMark() {}

  static Failure on(Failure failure) {
    return FIELD.attach(failure, "true");
  }

  static Failure off(Failure failure) {
    return FIELD.strip(failure);
  }

  /** Whether the failure of an attempt was asked for. */
  public static boolean isOn(Failure failure) {
    return FIELD.read(failure) != null;
  }
}
