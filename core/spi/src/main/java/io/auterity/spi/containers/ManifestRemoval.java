package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;

/** Input of {@code containers.manifest.delete}. */
public record ManifestRemoval(
    @Description("The repository, e.g. library/alpine") Ref repository,
    @Description("Digest of the manifest; a tag alone is deleted by containers.tag.delete")
        @TextForm(pattern = ContentDescriptor.DIGEST)
        String digest) {
  public ManifestRemoval {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(digest);
  }
}
