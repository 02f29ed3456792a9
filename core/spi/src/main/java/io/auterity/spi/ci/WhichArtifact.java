package io.auterity.spi.ci;

import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** Input of {@code ci.artifact.get}. */
public record WhichArtifact(@Description("The artifact") Ref artifact) {
  public WhichArtifact {
    Objects.requireNonNull(artifact);
  }
}
