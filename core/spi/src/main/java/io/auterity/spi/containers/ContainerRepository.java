package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A repository of images. */
public record ContainerRepository(
    Ref ref,
    @Description("As pulls name it, without the registry's host") String name,
    @Nullable String description,
    @Description("Whether anybody may pull; null where the registry does not tell")
        @Nullable Boolean open,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Description("How often it was pulled, where the registry tells") @Nullable Long pulls,
    @Nullable String webUrl,
    @Description("Fields of the vendor's own") Json.@Nullable Obj extra) {
  public ContainerRepository {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(name);
  }

  /** One of which no more is known. */
  public static Builder builder(Ref ref, String name) {
    return new Builder(ref, name);
  }

  /** Made piece by piece. */
  public static final class Builder {
    private final Ref ref;
    private final String name;
    private @Nullable String description;
    private @Nullable Boolean open;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable Long pulls;
    private @Nullable String webUrl;
    private Json.@Nullable Obj extra;

    private Builder(Ref ref, String name) {
      this.ref = ref;
      this.name = name;
    }

    public Builder description(@Nullable String value) {
      description = value;
      return this;
    }

    public Builder open(@Nullable Boolean value) {
      open = value;
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

    public Builder pulls(@Nullable Long value) {
      pulls = value;
      return this;
    }

    public Builder webUrl(@Nullable String value) {
      webUrl = value;
      return this;
    }

    public Builder extra(Json.@Nullable Obj value) {
      extra = value;
      return this;
    }

    public ContainerRepository build() {
      return new ContainerRepository(
          ref, name, description, open, createdAt, updatedAt, pulls, webUrl, extra);
    }
  }
}
