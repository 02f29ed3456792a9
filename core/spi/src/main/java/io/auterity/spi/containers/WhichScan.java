package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;

/** Input of {@code containers.scan.get}. */
public record WhichScan(
    @Description("The repository, e.g. library/alpine") Ref repository,
    @Description("Tag or digest of the image") @TextForm(pattern = WhichManifest.REFERENCE)
        String reference) {
  public WhichScan {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(reference);
  }
}
