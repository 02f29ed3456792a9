package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.Objects;

/** A pipeline's definition as its server reads it. */
public record BuildDefinition(
    @Description("Where it lies in the repository") String path, String text) {
  public BuildDefinition {
    Objects.requireNonNull(path);
    Objects.requireNonNull(text);
  }
}
