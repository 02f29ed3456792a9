package io.auterity.relay.plan;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Providers that may not answer a call, for one reason. */
public record Exclusion(Reason reason, List<String> providers, String detail) {

  /** Why a provider is out of the question. */
  public enum Reason {
    NOT_CONNECTED,
    UNSUPPORTED,
    MODEL,
    REQUIRE,
    PINNED,
    SEVERAL;

    /** As it stands in answers. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Exclusion {
    Objects.requireNonNull(reason);
    providers = List.copyOf(providers);
    Objects.requireNonNull(detail);
  }
}
