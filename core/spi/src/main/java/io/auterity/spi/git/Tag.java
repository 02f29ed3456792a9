package io.auterity.spi.git;

import io.auterity.spi.Description;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tag and the commit that it names. */
public record Tag(
    String name,
    @Description("The commit") String sha,
    @Description("Of an annotated tag") @Nullable String message) {
  public Tag {
    Objects.requireNonNull(name);
    Objects.requireNonNull(sha);
  }
}
