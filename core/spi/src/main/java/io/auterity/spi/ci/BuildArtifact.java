package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that a build has left. */
public record BuildArtifact(
    Ref ref,
    Ref build,
    @Description("The job that left it, where the server tells") @Nullable Ref job,
    String name,
    @Description("Bytes, where the server tells") @Nullable Long size,
    @Description("When the server deletes it") @Nullable Instant expiresAt) {
  public BuildArtifact {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(build);
    Objects.requireNonNull(name);
  }
}
