package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code plugin} does with connector files that are installed by request. */
final class PluginVersionCommands {

  private static final String PATH = "/api/v1/plugins";
  private static final List<String> CHANGES =
      List.of(
          "operationsAdded",
          "operationsLost",
          "supportChanged",
          "hostsAdded",
          "hostsLost",
          "credentialAdded",
          "authChanged",
          "configChanged");

  private PluginVersionCommands() {}

  /** Prints what became of a plugin; the exit code says whether it works at that server. */
  private static int tell(JsonNode changed, String done) {
    String version = changed.at("/version/version").asString("");
    System.out.println(
        version.isEmpty()
            ? "%s: %s".formatted(changed.path("plugin").asString(), done)
            : "%s: %s as version %s".formatted(changed.path("plugin").asString(), done, version));
    tellChanges(changed.path("changes"));
    changed
        .path("gradeLost")
        .forEach(one -> System.out.println("  proven no more: " + one.asString()));
    changed.path("warnings").forEach(one -> System.out.println("  warning: " + one.asString()));
    tellWaiting(changed);
    boolean failed = false;
    for (JsonNode here : changed.path("here")) {
      boolean wrong = here.path("result").asString().equals("failed");
      failed |= wrong;
      if (wrong) {
        System.out.printf(
            "  %s failed: %s%n", here.path("id").asString(), here.path("problem").asString());
      }
    }
    return failed ? CliException.FAILED : 0;
  }

  private static void tellChanges(JsonNode changes) {
    for (String name : CHANGES) {
      String words = name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
      changes.path(name).forEach(one -> System.out.printf("  %s: %s%n", words, one.asString()));
    }
  }

  private static void tellWaiting(JsonNode changed) {
    changed
        .path("waiting")
        .forEach(
            provider ->
                System.out.printf(
                    "  waits for consent: %1$s; ./auterity provider consent %1$s%n",
                    provider.asString()));
    int others = changed.path("waitingElsewhere").asInt(0);
    if (others > 0) {
      System.out.printf("  wait for consent: %d of other tenants%n", others);
    }
  }

  /** Installs a file. */
  @Command(
      name = "install",
      mixinStandardHelpOptions = true,
      description = {
        "Installs a connector file at all servers, as the next version of its plugin.",
        "It needs control:plugin.install. Exit code 2 when the file is refused."
      })
  static final class Install implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The connector file.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Check it, and print what it would change.")
    private boolean dryRun;

    @Option(names = "--note", description = "What the version is for.")
    private @Nullable String note;

    @Option(
        names = "--follows",
        description = "Only while this version is in force; 0 while none is.")
    private @Nullable Integer follows;

    @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

    @Override
    public Integer call() {
      String path =
          PATH
              + "?dryRun="
              + dryRun
              + UrlEncoding.parameter("note", note)
              + UrlEncoding.parameter("follows", follows == null ? null : follows.toString());
      JsonNode changed = connection.client().send("POST", path, "application/yaml", bytes());
      return tell(changed, dryRun ? "checked, not installed" : "installed");
    }

    private byte[] bytes() {
      try {
        return Files.readAllBytes(file);
      } catch (IOException e) {
        throw CliException.badInput("cannot read %s".formatted(file));
      }
    }
  }

  /** Lists versions. */
  @Command(
      name = "versions",
      mixinStandardHelpOptions = true,
      description = "Prints the versions of a plugin that were installed, the latest first.")
  static final class Versions implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Id of the plugin.")
    private String id = "";

    @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

    @Override
    public Integer call() {
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("version", "states", "created", "by", "digest", "in force", "note"));
      for (JsonNode one : versions(connection.client(), id)) {
        rows.add(
            List.of(
                one.path("version").asString(),
                one.path("stated").asString(),
                one.path("created").asString(),
                one.path("by").asString("-"),
                one.path("digest").asString().substring(0, 12),
                one.path("inForce").asBoolean() ? "yes" : "-",
                one.path("note").asString("-")));
      }
      TextTable.print(rows);
      return 0;
    }
  }

  private static JsonNode versions(ApiClient client, String id) {
    return client.get(PATH + "/" + id + "/versions").path("items");
  }

  /** Prints a text. */
  @Command(name = "show", description = "Prints the text of a version that was installed.")
  static final class Show implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Id of the plugin.")
    private String id = "";

    @SuppressWarnings(
        "UnusedVariable") // It takes the place of the one whose --version prints ours.
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help message and exit.")
    private boolean help;

    @Option(names = "--version", description = "Its number; the one in force when absent.")
    private @Nullable Integer version;

    @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

    @Override
    public Integer call() {
      ApiClient client = connection.client();
      String number = version == null ? inForce(client) : version.toString();
      System.out.print(client.get(PATH + "/" + id + "/versions/" + number).path("text").asString());
      return 0;
    }

    private String inForce(ApiClient client) {
      for (JsonNode one : versions(client, id)) {
        if (one.path("inForce").asBoolean()) {
          return one.path("version").asString();
        }
      }
      throw CliException.badInput(
          "no version of %s is in force; name one with --version".formatted(id));
    }
  }

  /** Compares versions. */
  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      description = "Prints what differs between two versions, in text and in meaning.")
  static final class Diff implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the plugin.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "FROM", description = "Number of a version.")
    private int from;

    @Parameters(index = "2", paramLabel = "TO", description = "Number of another one.")
    private int to;

    @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

    @Override
    public Integer call() {
      JsonNode diff =
          connection.client().get("%s/%s/diff?from=%d&to=%d".formatted(PATH, id, from, to));
      System.out.println(diff.path("text").asString());
      tellChanges(diff.path("meaning"));
      if (!diff.path("meaning").isObject()) {
        System.out.println("  This server does not take one of them any more.");
      }
      return 0;
    }
  }

  /** Goes back. */
  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "Puts an earlier version of a plugin in force again at all servers.")
  static final class Rollback implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the plugin.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "VERSION", description = "Number of the version.")
    private int version;

    @Option(
        names = "--follows",
        description = "Only while this version is in force; 0 while none is.")
    private @Nullable Integer follows;

    @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode().put("version", version);
      if (follows != null) {
        body.put("follows", follows);
      }
      return tell(connection.client().post(PATH + "/" + id + "/rollback", body), "in force again");
    }
  }

  /** Removes one. */
  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Takes a plugin that was installed out of force; its versions stay.")
  static final class Remove implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Id of the plugin.")
    private String id = "";

    @Option(names = "--force", description = "Though providers use it, which are in error then.")
    private boolean force;

    @Option(
        names = "--follows",
        description = "Only while this version is in force; 0 while none is.")
    private @Nullable Integer follows;

    @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

    @Override
    public Integer call() {
      String path =
          PATH
              + "/"
              + id
              + "?force="
              + force
              + UrlEncoding.parameter("follows", follows == null ? null : follows.toString());
      return tell(connection.client().delete(path), "removed");
    }
  }
}
