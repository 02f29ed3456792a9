package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;

/** Input of {@code containers.blob.stat}. */
public record WhichBlob(
    @Description("The repository, e.g. library/alpine") Ref repository,
    @Description("Digest of a layer, a configuration or any other bytes")
        @TextForm(pattern = ContentDescriptor.DIGEST)
        String digest) {
  public WhichBlob {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(digest);
  }
}
