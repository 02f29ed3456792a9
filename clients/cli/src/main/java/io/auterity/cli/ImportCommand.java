package io.auterity.cli;

import io.auterity.cli.exit.CliException;
import io.auterity.cli.importing.Imported;
import io.auterity.cli.importing.LiteLlmConfig;
import io.auterity.cli.importing.PortkeyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Configurations of other gateways. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description =
        "Makes resources of another gateway's configuration: ./auterity import litellm FILE",
    subcommands = {ImportCommand.LiteLlm.class, ImportCommand.Portkey.class})
final class ImportCommand {

  /** A file, and where the resources go. */
  abstract static class Reading extends RemoteCommand.OfTenant {

    // Numbers are the same however they were written and read.
    private static final Comparator<JsonNode> BY_VALUE =
        (one, other) ->
            one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue())
                : one.equals(other) ? 0 : 1;

    @Parameters(paramLabel = "FILE", description = "YAML or JSON, as the other gateway reads it.")
    private Path file = Path.of("");

    @Option(
        names = {"-o", "--output"},
        paramLabel = "FILE",
        description = "Where the resources are written; to the output when absent.")
    private @Nullable Path output;

    @Option(
        names = "--replace",
        description = "Also where other resources of the same names are applied on the server.")
    private boolean replace;

    abstract Imported read(byte[] bytes);

    @Override
    public Integer call() {
      Imported imported = read(InputFile.bytes(file));
      refuseToReplace(imported);
      String yaml = ResourceYaml.of(imported.resources());
      if (output == null) {
        System.out.print(yaml);
      } else {
        write(output, yaml);
      }
      report(imported);
      return 0;
    }

    private void refuseToReplace(Imported imported) {
      List<String> known = applied(imported);
      known.forEach(one -> System.err.printf("would replace: %s%n", one));
      if (!known.isEmpty() && !replace) {
        throw CliException.failed(
            "%d of these are on the server with other specs and would be replaced; nothing was"
                    .formatted(known.size())
                + " written: rename them in the other gateway's file, or say --replace");
      }
    }

    // A user who only wants the file needs no server.
    private List<String> applied(Imported imported) {
      JsonNode items;
      try {
        items = client().get("/api/v1/resources").path("items");
      } catch (CliException e) {
        System.err.printf("not compared with what is applied: %s%n", e.getMessage());
        return List.of();
      }
      Map<String, JsonNode> made =
          imported.resources().stream()
              .collect(
                  Collectors.toMap(Reading::name, one -> one.path("spec"), (one, other) -> other));
      return items
          .valueStream()
          .filter(one -> differs(made.get(name(one)), one.path("spec")))
          .map(one -> "%s (version %d)".formatted(name(one), one.path("version").asInt()))
          .toList();
    }

    private static boolean differs(@Nullable JsonNode made, JsonNode applied) {
      return made != null && !made.equals(BY_VALUE, applied);
    }

    private static String name(JsonNode resource) {
      return resource.path("kind").asString() + " " + resource.path("id").asString();
    }

    private void report(Imported imported) {
      imported.resources().stream()
          .collect(Collectors.groupingBy(one -> one.path("kind").asString(), Collectors.counting()))
          .forEach((kind, count) -> System.err.printf("carried: %d of kind %s%n", count, kind));
      imported
          .secrets()
          .forEach(
              (name, from) ->
                  System.err.printf(
                      "to be stored: ./auterity secret %s < FILE (there it comes from %s)%n",
                      name, from));
      imported.notes().forEach((what, why) -> System.err.printf("note: %s: %s%n", what, why));
      imported.left().forEach((path, why) -> System.err.printf("not carried: %s: %s%n", path, why));
      System.err.printf(
          "%d settings were not carried. Next: ./auterity apply -f %s --dry-run%n",
          imported.left().size(), output == null ? "FILE" : output);
    }

    private static void write(Path target, String yaml) {
      try {
        Files.writeString(target, yaml);
      } catch (IOException e) {
        throw CliException.badInput("%s: cannot be written".formatted(target));
      }
    }
  }

  /** LiteLLM's. */
  @Command(
      name = "litellm",
      description =
          "Makes providers, prices, quotas and routes of LiteLLM's config.yaml, and tells what was"
              + " not carried. Keys are never copied: it says which secrets to store.")
  static final class LiteLlm extends Reading {
    @Override
    Imported read(byte[] bytes) {
      return LiteLlmConfig.read(bytes, LocalDate.now(ZoneOffset.UTC), System.getenv());
    }
  }

  /** Portkey's. */
  @Command(
      name = "portkey",
      description =
          "Makes providers and routes of a Portkey config, and tells what was not carried. Keys are"
              + " never copied: it says which secrets to store.")
  static final class Portkey extends Reading {

    @Option(
        names = "--model",
        paramLabel = "NAME",
        description = "What callers will ask for to get this config; the file's name when absent.")
    private String model = "";

    @Override
    Imported read(byte[] bytes) {
      return PortkeyConfig.read(bytes, model.isEmpty() ? "portkey" : model);
    }
  }
}
