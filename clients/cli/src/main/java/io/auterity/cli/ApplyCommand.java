package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Applies declarative resources: all of a file, or nothing. */
@Command(
    name = "apply",
    description = "Applies the resources of a YAML file: all of them, or none.")
final class ApplyCommand extends RemoteCommand.OfTenant {

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "YAML with kind, id and spec; version: N changes only that one.")
  private Path file = Path.of("");

  @Option(names = "--dry-run", description = "Only check.")
  private boolean dryRun;

  @Override
  public Integer call() {
    ApiClient api = client();
    JsonNode answer =
        api.send(
            "POST", "/api/v1/apply?dryRun=" + dryRun, "application/yaml", InputFile.bytes(file));
    for (JsonNode resource : answer.path("applied")) {
      System.out.printf(
          "%s %s version %d%s%n",
          resource.path("kind").asString(),
          resource.path("id").asString(),
          resource.path("version").asInt(),
          resource.path("changed").asBoolean() ? "" : " (unchanged)");
      resource.path("notes").forEach(note -> System.out.println("  " + note.asString()));
    }
    return 0;
  }
}
