package io.auterity.spi.ci;

import io.auterity.spi.Content;
import io.auterity.spi.Description;
import io.auterity.spi.Ref;
import java.util.Objects;

/** The bytes of an artifact. */
public record ArtifactFile(
    Ref ref, @Description("Its bytes; an archive where it has several files") Content content) {
  public ArtifactFile {
    Objects.requireNonNull(ref);
    Objects.requireNonNull(content);
  }
}
