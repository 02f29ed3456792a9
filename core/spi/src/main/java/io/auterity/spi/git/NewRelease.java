package io.auterity.spi.git;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Input of {@code git.release.create}. */
public record NewRelease(
    @Description("The repository") Ref repository,
    @Description("Made at the target where it does not exist") String tag,
    @Description("Branch or commit for a new tag; the default branch when absent")
        @Nullable String target,
    @Description("The tag when absent") @Nullable String name,
    @Nullable String notes,
    @Nullable Boolean draft,
    @Nullable Boolean prerelease) {
  public NewRelease {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(tag);
  }

  /** One of a tag that is there, or of the default branch. */
  public static Builder builder(Ref repository, String tag) {
    return new Builder(repository, tag);
  }

  /** A wish piece by piece. */
  public static final class Builder {
    private final Ref repository;
    private final String tag;
    private @Nullable String target;
    private @Nullable String name;
    private @Nullable String notes;
    private @Nullable Boolean draft;
    private @Nullable Boolean prerelease;

    private Builder(Ref repository, String tag) {
      this.repository = repository;
      this.tag = tag;
    }

    public Builder target(@Nullable String value) {
      target = value;
      return this;
    }

    public Builder name(@Nullable String value) {
      name = value;
      return this;
    }

    public Builder notes(@Nullable String value) {
      notes = value;
      return this;
    }

    public Builder draft(@Nullable Boolean value) {
      draft = value;
      return this;
    }

    public Builder prerelease(@Nullable Boolean value) {
      prerelease = value;
      return this;
    }

    public NewRelease build() {
      return new NewRelease(repository, tag, target, name, notes, draft, prerelease);
    }
  }
}
