package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A tag that is handed out, with notes. */
public record Release(
    Ref ref,
    String tag,
    String name,
    String notes,
    boolean draft,
    boolean prerelease,
    @Description("Its page for people") @Nullable String webUrl,
    @Nullable Instant createdAt) {
  public Release {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(tag);
    Objects.requireNonNull(name);
    Objects.requireNonNull(notes);
  }
}
