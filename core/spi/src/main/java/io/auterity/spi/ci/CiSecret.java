package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A secret that builds are given, without its value. */
public record CiSecret(
    Ref ref,
    String name,
    @Description("When it was set last, where the server tells") @Nullable Instant updatedAt) {
  public CiSecret {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
  }
}
