package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells what resources are and were, ends them, and brings back what one was. */
@Command(
    name = "resource",
    description =
        "What is applied, and its versions: ./auterity resource list; resource get route triage",
    subcommands = {
      ResourceListCommand.class,
      ResourceGetCommand.class,
      ResourceDeleteCommand.class,
      ResourceCommand.Versions.class,
      ResourceCommand.Diff.class,
      ResourceCommand.Rollback.class
    })
final class ResourceCommand extends CommandGroup {

  ResourceCommand() {
    super("resource list, get, delete, versions, diff or rollback");
  }

  /** A command about one resource. */
  abstract static class OfResource extends RemoteCommand.OfTenant {

    @Parameters(index = "0", paramLabel = "KIND", description = "E.g. route")
    private String kind = "";

    @Parameters(index = "1", paramLabel = "ID", description = "Which of its kind.")
    private String id = "";

    /** Its address, and what stands below it. */
    String path(String more) {
      String address =
          "/api/v1/resources/%s/%s".formatted(UrlEncoding.encoded(kind), UrlEncoding.encoded(id));
      return more.isEmpty() ? address : address + "/" + more;
    }

    String name() {
      return kind + " " + id;
    }

    boolean isOf(String other) {
      return kind.equals(other);
    }

    /** What tells of a provider what its removal means. */
    String removalPath() {
      return "/api/v1/providers/%s/removal".formatted(UrlEncoding.encoded(id));
    }
  }

  /** Lists them. */
  @Command(
      name = "versions",
      description =
          "Lists every version of a resource, the latest first: when it was applied and by whom.")
  static final class Versions extends OfResource {

    private static final List<String> HEAD = List.of("version", "at", "by", "");

    @Option(names = "--json", description = "One JSON object on each line instead.")
    private boolean json;

    @Override
    public Integer call() {
      List<List<String>> rows = new ArrayList<>(List.of(HEAD));
      for (JsonNode one : client().get(path("versions")).path("items")) {
        if (json) {
          System.out.println(one);
        }
        rows.add(
            List.of(
                one.path("version").asString(),
                one.path("at").asString(),
                one.path("by").asString("-"),
                one.path("ended").asBoolean(false) ? "ended" : ""));
      }
      if (!json) {
        TextTable.print(rows);
      }
      return 0;
    }
  }

  /** Tells what differs between two. */
  @Command(
      name = "diff",
      description = "Prints each place at which two versions of a resource differ.")
  static final class Diff extends OfResource {

    @Parameters(index = "2", paramLabel = "FROM", description = "A version.")
    private int from;

    @Parameters(index = "3", paramLabel = "TO", description = "Another one.")
    private int to;

    @Override
    public Integer call() {
      JsonNode diff = client().get(path("diff?from=%d&to=%d".formatted(from, to)));
      for (JsonNode change : diff.path("changes")) {
        System.out.println(change.path("path").asString());
        print("-", change.path("before"));
        print("+", change.path("after"));
      }
      return 0;
    }

    private static void print(String sign, JsonNode value) {
      if (!value.isMissingNode() && !value.isNull()) {
        System.out.println("  " + sign + " " + value);
      }
    }
  }

  /** Brings one back. */
  @Command(
      name = "rollback",
      description = "Applies a resource as it was in an earlier version, as its next one.")
  static final class Rollback extends OfResource {

    @Parameters(index = "2", paramLabel = "VERSION", description = "As it was then.")
    private int version;

    @Option(names = "--dry-run", description = "Only check.")
    private boolean dryRun;

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode().put("version", version);
      JsonNode applied = client().post(path("rollback?dryRun=" + dryRun), body);
      System.out.printf(
          "%s %s version %d%s%n",
          applied.path("kind").asString(),
          applied.path("id").asString(),
          applied.path("version").asInt(),
          applied.path("changed").asBoolean() ? "" : " (unchanged)");
      return 0;
    }
  }
}
