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

  /** One of which no more is known. */
  public static Builder builder(Ref ref, String owner, String name, Visibility visibility) {
    return new Builder(ref, owner, name, visibility);
  }

  /** A repository piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final String owner;
    private final String name;
    private final Visibility visibility;
    private @Nullable String description;
    private @Nullable String defaultBranch;
    private boolean archived;
    private @Nullable String webUrl;
    private @Nullable String cloneUrl;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private Json.Obj extra = Json.EMPTY;

    private Builder(Ref ref, String owner, String name, Visibility visibility) {
      this.ref = ref;
      this.owner = owner;
      this.name = name;
      this.visibility = visibility;
    }

    public Builder description(@Nullable String value) {
      description = value;
      return this;
    }

    public Builder defaultBranch(@Nullable String value) {
      defaultBranch = value;
      return this;
    }

    public Builder archived(boolean value) {
      archived = value;
      return this;
    }

    public Builder webUrl(@Nullable String value) {
      webUrl = value;
      return this;
    }

    public Builder cloneUrl(@Nullable String value) {
      cloneUrl = value;
      return this;
    }

    public Builder createdAt(@Nullable Instant value) {
      createdAt = value;
      return this;
    }

    public Builder updatedAt(@Nullable Instant value) {
      updatedAt = value;
      return this;
    }

    public Builder extra(Json.Obj value) {
      extra = value;
      return this;
    }

    public GitRepository build() {
      return new GitRepository(
          ref,
          owner,
          name,
          description,
          visibility,
          defaultBranch,
          archived,
          webUrl,
          cloneUrl,
          createdAt,
          updatedAt,
          extra);
    }
  }
}
