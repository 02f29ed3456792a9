package io.auterity.platform.call;

import io.auterity.spi.Failure;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the platform itself did to a call, so that its failure tells nothing of the provider. The
 * cause stands in the failure's field {@code platform}; a connector cannot write it there.
 */
public enum PlatformCause {
  /** The platform's store, where documents and secrets lie, could not serve the connector. */
  STORE,
  /** The host took away what the call was running in, e.g. for a new version of the plugin. */
  REPLACED;

  private static final String FIELD = "platform";

  /** The failure with this cause. */
  public Failure on(Failure failure) {
    Map<String, String> fields = new HashMap<>(failure.fields());
    fields.put(FIELD, name().toLowerCase(Locale.ROOT));
    return failure.withFields(fields);
  }

  /** The failure without a cause in the platform. */
  public static Failure off(Failure failure) {
    Map<String, String> fields = new HashMap<>(failure.fields());
    return fields.remove(FIELD) == null ? failure : failure.withFields(fields);
  }

  /** Null when the cause does not lie in the platform. */
  public static @Nullable PlatformCause of(Failure failure) {
    String told = failure.fields().get(FIELD);
    for (PlatformCause cause : values()) {
      if (cause.name().toLowerCase(Locale.ROOT).equals(told)) {
        return cause;
      }
    }
    return null;
  }
}
