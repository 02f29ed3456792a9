package io.auterity.author;

import io.auterity.cli.exit.CliException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.catalogue.Capability;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the first text of a connector file. */
@Command(
    name = "new",
    mixinStandardHelpOptions = true,
    description = {
      "Writes ID.yaml with every operation of a kind; or, with --like, one that says only what",
      "differs from another. Files of all kinds but ai and text pass `plugin test` before its stub."
    })
final class NewCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ID", description = "Of the plugin and its connector, e.g. acme")
  private String id = "";

  @Option(names = "--kind", description = "Of the connector, e.g. tracker")
  private @Nullable String kind;

  @Option(
      names = "--like",
      paramLabel = "ID",
      description = "A connector file of the product, or beside it.")
  private @Nullable String like;

  @Option(
      names = "--description",
      paramLabel = "FILE",
      description =
          "The vendor's OpenAPI or Swagger, in JSON or YAML: what it has for an operation"
              + " stands above it.")
  private @Nullable Path description;

  @Option(names = "--to", paramLabel = "FOLDER", description = "Where; here when absent.")
  private Path folder = Path.of("");

  @Override
  public Integer call() {
    if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
      throw CliException.badInput(
          "'%s' is no id: write small letters, digits and dashes".formatted(id));
    }
    if (like != null && (kind != null || description != null)) {
      throw CliException.badInput(
          "--like takes its kind from the other: leave --kind and --description out");
    }
    Path file = folder.resolve(id + ".yaml");
    try {
      Files.writeString(file, text(), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw CliException.badInput("%s is there already".formatted(file));
    } catch (IOException e) {
      throw CliException.badInput("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
    System.out.printf(
        "%s is written. Next:%n  ./auterity plugin check %s%n  %s%n", file, file, next(file));
    return 0;
  }

  // A stub knows what stands in a new file of its kind, and not the requests of another vendor.
  private String next(Path file) {
    return kind != null && TestCommand.hasSuite(kind)
        ? "./auterity plugin test %s".formatted(file)
        : "./auterity plugin try %s OPERATION".formatted(file);
  }

  private String text() {
    if (like != null) {
      return likeAnother(like);
    }
    TreeSet<String> kinds =
        AuthoredFile.CATALOGUE.all().stream()
            .map(Capability::kind)
            .collect(Collectors.toCollection(TreeSet::new));
    if (kind == null || !kinds.contains(kind)) {
      throw CliException.badInput("say --kind with one of " + String.join(", ", kinds));
    }
    Function<Capability, List<String>> hints =
        description == null
            ? capability -> List.of()
            : new DescribedPaths(DescribedPaths.description(description))::hints;
    return new Scaffold(id, kind, hints).text();
  }

  private String renamed(String connector, String other) {
    return connector.startsWith(other) ? id + connector.substring(other.length()) : id;
  }

  private String likeAnother(String other) {
    ConnectorFile base = AuthoredFile.base(folder, other);
    StringBuilder connectors = new StringBuilder();
    base.connectors()
        .keySet()
        .forEach(
            name ->
                connectors.append(
                    "  %s: null%n  %s: {like: %s}%n".formatted(name, renamed(name, other), name)));
    return """
    plugin: %1$s
    like: %2$s # all of it, save what stands here; null takes a part away
    version: 0.1.0
    summary: %1$s, which speaks as %2$s does
    connectors:
    %3$s\
    """
        .formatted(id, other, connectors);
  }
}
