package io.auterity.cli;

import io.auterity.cli.api.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Lists what is applied, of one kind or of all. */
@Command(
    name = "list",
    description = "Lists what is applied, in the order in which it is: kind, id, version and when.")
final class ResourceListCommand extends RemoteCommand.OfTenant {

  private static final List<String> HEAD = List.of("kind", "id", "version", "applied");

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "KIND",
      description = "E.g. route; all when absent.")
  private @Nullable String kind;

  @Option(names = "--json", description = "One JSON object on each line instead.")
  private boolean json;

  @Override
  public Integer call() {
    String of = kind == null ? "" : "/" + UrlEncoding.encoded(kind);
    List<List<String>> rows = new ArrayList<>(List.of(HEAD));
    for (JsonNode one : client().get("/api/v1/resources" + of).path("items")) {
      if (json) {
        System.out.println(one);
      }
      rows.add(row(one));
    }
    if (!json) {
      TextTable.print(rows);
    }
    return 0;
  }

  private static List<String> row(JsonNode one) {
    return List.of(
        one.path("kind").asString(),
        one.path("id").asString(),
        one.path("version").asString(),
        one.path("appliedAt").asString("-"));
  }
}
