package io.auterity.spi.ci;

import io.auterity.spi.Description;
import java.util.List;
import java.util.Objects;

/** A pipeline's definition as its server reads it. */
public record BuildDefinition(
    @Description("At least one") List<DefinitionFile> files,
    @Description("What no file says here and must be set at the server; often nothing")
        List<ServerSetting> settings) {
  public BuildDefinition {
    files = List.copyOf(files);
    settings = List.copyOf(settings);
  }

  /** What is set at the server. */
  public record ServerSetting(
      @Description("What it is there, e.g. cron") String name,
      @Description("What it is set to, e.g. 30 4 * * 1") String value) {
    public ServerSetting {
      Objects.requireNonNull(name);
      Objects.requireNonNull(value);
    }
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
