package io.auterity.spi.automation;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An account of an outside service that workflows of an engine may use. */
public record Integration(
    Ref ref,
    String name,
    @Description("The service, as the engine names it, e.g. githubApi") String type,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Description("The vendor's own fields, never a secret") Json.@Nullable Obj extra) {
  public Integration {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
    Objects.requireNonNull(type);
  }
}
