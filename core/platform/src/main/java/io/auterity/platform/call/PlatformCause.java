package io.auterity.platform.call;

import io.auterity.spi.Failure;
import io.auterity.spi.Origin;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The cause in the platform of a call that failed at a provider: the failure has its {@link Origin}
 * in the platform though it came out of a connector, and tells nothing of the provider. The cause
 * stands in the failure's field {@code platform}; a connector cannot write it there.
 */
public enum PlatformCause {
  /** The platform's store, where documents and secrets lie, could not serve the connector. */
  STORE,
  /** The host took away what the call was running in, e.g. for a new version of the plugin. */
  REPLACED,
  /** A token that the platform kept was good no more; the next call has another. */
  CREDENTIAL,
  /** The server's process failed, e.g. for want of memory. */
  PROCESS,
  /** Under the name of the one provider that might be asked stands another one now. */
  OTHER_PROVIDER,
  /** What the connector asked for on behalf of its caller failed. */
  BEHALF,
  /** The server had no memory left for its answer, whichever provider gives one. */
  MEMORY;

  private static final HostField FIELD = new HostField("platform");

  /** The failure with this cause. */
  public Failure on(Failure failure) {
    return FIELD.attach(failure, wire()).withOrigin(Origin.PLATFORM);
  }

  /** The failure without a cause in the platform. */
  public static Failure off(Failure failure) {
    return FIELD.strip(failure);
  }

  /** Null when the cause does not lie in the platform. */
  public static @Nullable PlatformCause of(Failure failure) {
    String told = FIELD.read(failure);
    for (PlatformCause cause : values()) {
      if (cause.wire().equals(told)) {
        return cause;
      }
    }
    return null;
  }

  private String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
