package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code plugin} commands for connector files that are installed by request: install, show,
 * compare, roll back and remove versions.
 */
final class PluginVersionCommands {

  private static final String PATH = "/api/v1/plugins";
  private static final List<String> CHANGES =
      List.of(
          "operationsAdded",
          "operationsLost",
          "operationsChanged",
          "supportChanged",
          "hostsAdded",
          "hostsLost",
          "credentialAdded",
          "authChanged",
          "configChanged",
          "extensionsChanged",
          "signingChanged");

  /**
   * Prints the result of a change of a plugin; the exit code says whether it works at that server.
   */
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

  /** Which version a change builds upon. */
  static final class Follows {

    @Option(
        names = "--follows",
        description = "Only while this version is in force; 0 while none is.")
    private @Nullable Integer version;

    String parameter() {
      return UrlEncoding.parameter("follows", version == null ? null : version.toString());
    }

    void say(ObjectNode body) {
      if (version != null) {
        body.put("follows", version);
      }
    }
  }

  /** Of one plugin. */
  abstract static class OfPlugin extends RemoteCommand.OfTenant {

    @Parameters(index = "0", paramLabel = "ID", description = "Id of the plugin.")
    private String id = "";

    String id() {
      return id;
    }

    String path() {
      return PATH + "/" + id;
    }

    JsonNode versions() {
      return client().get(path() + "/versions").path("items");
    }
  }

  /** Installs a file. */
  @Command(
      name = "install",
      description = {
        "Installs a connector file at all servers, as the next version of its plugin.",
        "It needs control:plugin.install. Exit code 2 when the file is refused."
      })
  static final class Install extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "FILE", description = "The connector file.")
    private Path file = Path.of("");

    @Option(names = "--dry-run", description = "Check it, and print what it would change.")
    private boolean dryRun;

    @Option(names = "--note", description = "What the version is for.")
    private @Nullable String note;

    @Mixin private final Follows follows = new Follows();

    @Override
    public Integer call() {
      String path =
          PATH + "?dryRun=" + dryRun + UrlEncoding.parameter("note", note) + follows.parameter();
      JsonNode changed = client().send("POST", path, "application/yaml", InputFile.bytes(file));
      return tell(changed, dryRun ? "checked, not installed" : "installed");
    }
  }

  /** Lists versions. */
  @Command(
      name = "versions",
      description = "Prints the versions of a plugin that were installed, the latest first.")
  static final class Versions extends OfPlugin {

    private static final List<String> HEAD =
        List.of("version", "states", "created", "by", "digest", "in force", "note");

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.print(versions(), HEAD, "No version of it was installed.", Versions::row);
      return 0;
    }

    private static List<String> row(JsonNode one) {
      return List.of(
          one.path("version").asString(),
          one.path("stated").asString(),
          one.path("created").asString(),
          one.path("by").asString("-"),
          one.path("digest").asString().substring(0, 12),
          one.path("inForce").asBoolean() ? "yes" : "-",
          one.path("note").asString("-"));
    }
  }

  /** Prints a text. */
  @Command(name = "show", description = "Prints the text of a version that was installed.")
  static final class Show extends OfPlugin {

    @SuppressWarnings(
        "UnusedVariable") // It takes the place of the one whose --version prints ours.
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help message and exit.")
    private boolean help;

    @Option(names = "--version", description = "Its number; the one in force when absent.")
    private @Nullable Integer version;

    @Override
    public Integer call() {
      String number = version == null ? inForce() : version.toString();
      System.out.print(client().get(path() + "/versions/" + number).path("text").asString());
      return 0;
    }

    private String inForce() {
      for (JsonNode one : versions()) {
        if (one.path("inForce").asBoolean()) {
          return one.path("version").asString();
        }
      }
      throw CliException.badInput(
          "no version of %s is in force; name one with --version".formatted(id()));
    }
  }

  /** Compares versions. */
  @Command(
      name = "diff",
      description = "Prints what differs between two versions, in text and in meaning.")
  static final class Diff extends OfPlugin {

    @Parameters(index = "1", paramLabel = "FROM", description = "Number of a version.")
    private int from;

    @Parameters(index = "2", paramLabel = "TO", description = "Number of another one.")
    private int to;

    @Override
    public Integer call() {
      JsonNode diff = client().get(path() + "/diff?from=%d&to=%d".formatted(from, to));
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
      description = "Puts an earlier version of a plugin in force again at all servers.")
  static final class Rollback extends OfPlugin {

    @Parameters(index = "1", paramLabel = "VERSION", description = "Number of the version.")
    private int version;

    @Mixin private final Follows follows = new Follows();

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode().put("version", version);
      follows.say(body);
      return tell(client().post(path() + "/rollback", body), "in force again");
    }
  }

  /** Removes one. */
  @Command(
      name = "remove",
      description = "Takes a plugin that was installed out of force; its versions stay.")
  static final class Remove extends OfPlugin {

    @Option(names = "--force", description = "Though providers use it, which are in error then.")
    private boolean force;

    @Mixin private final Follows follows = new Follows();

    @Override
    public Integer call() {
      String path = path() + "?force=" + force + follows.parameter();
      return tell(client().delete(path), "removed");
    }
  }
}
