package io.auterity.spi.containers;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import io.auterity.spi.TextForm;
import java.util.Objects;

/** Input of {@code containers.manifest.get}. */
public record WhichManifest(
    @Description("The repository, e.g. library/alpine") Ref repository,
    @Description("A tag, or a digest as sha256:…") @TextForm(pattern = REFERENCE)
        String reference) {

  /** A tag or a digest, as the OCI specifications have them. */
  static final String REFERENCE =
      "^([A-Za-z0-9_][A-Za-z0-9._-]{0,127}|[a-z0-9]+([+._-][a-z0-9]+)*:[A-Za-z0-9=_-]+)$";

  public WhichManifest {
    Objects.requireNonNull(repository);
    Objects.requireNonNull(reference);
  }
}
