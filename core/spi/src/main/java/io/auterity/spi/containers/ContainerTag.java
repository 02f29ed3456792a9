package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A name that points at a manifest of a repository. */
public record ContainerTag(
    Ref repository,
    String name,
    @Description("Digest of the manifest; null in lists of registries that tell names alone")
        @Nullable String digest,
    @Description("Media type of the manifest, where the registry tells") @Nullable String mediaType,
    @Description("Bytes that a pull takes, where the registry tells") @Nullable Long size,
    @Description("When it was set last, where the registry tells") @Nullable Instant updatedAt) {
  public ContainerTag {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(name);
  }
}
