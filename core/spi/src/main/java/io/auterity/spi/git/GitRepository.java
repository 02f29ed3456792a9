package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A repository as a git host holds it. */
public record GitRepository(
    Ref ref,
    @Description("User or organization that it belongs to") String owner,
    String name,
    @Nullable String description,
    Visibility visibility,
    @Description("Branch that clones check out; absent while there is none")
        @Nullable String defaultBranch,
    @Description("Whether it only may be read") boolean archived,
    @Description("Its page for people") @Nullable String webUrl,
    @Description("Address for git clients") @Nullable String cloneUrl,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Description("The vendor's own fields") Json.Obj extra) {
  public GitRepository {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(owner);
    Objects.requireNonNull(name);
    Objects.requireNonNull(visibility);
    Objects.requireNonNull(extra);
  }
}
