package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.List;
import java.util.Objects;

/** A pipeline's definition as its server reads it. */
public record BuildDefinition(@Description("At least one") List<DefinitionFile> files) {
  public BuildDefinition {
    files = List.copyOf(files);
  }

  /** One file of it. */
  public record DefinitionFile(
      @Description("Where it lies in the repository") String path, String text) {
    public DefinitionFile {
      Objects.requireNonNull(path);
      Objects.requireNonNull(text);
    }
  }
}
