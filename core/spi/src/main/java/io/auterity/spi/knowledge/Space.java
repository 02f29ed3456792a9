package io.auterity.spi.knowledge;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A container of pages as a vendor holds it: a space, a book, a folder. */
public record Space(
    Ref ref,
    String name,
    @Nullable String description,
    @Description("Its page for people") @Nullable String webUrl,
    @Nullable Instant createdAt,
    @Description("The vendor's own fields") Json.Obj extra) {
  public Space {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
    Objects.requireNonNull(extra);
  }
}
