package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;

/** Input of {@code containers.tag.put}. */
public record ContainerTagPut(
    @Description("The repository, e.g. library/alpine") Ref repository,
    @Description("The tag to set; one that is there moves")
        @TextForm(pattern = "^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$")
        String tag,
    @Description("Tag or digest of the manifest that it is to point at")
        @TextForm(pattern = WhichManifest.REFERENCE)
        String reference) {
  public ContainerTagPut {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(tag);
    Objects.requireNonNull(reference);
  }
}
