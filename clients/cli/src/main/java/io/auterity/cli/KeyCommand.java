package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes, lists, changes, rotates and revokes API keys of the tenant. */
@Command(
    name = "key",
    description = "Makes, lists, changes, rotates and revokes API keys: ./auterity key create NAME",
    subcommands = {
      KeyCommand.Create.class,
      KeyCommand.Keys.class,
      KeyEditCommand.class,
      KeyCommand.Rotate.class,
      KeyCommand.Revoke.class,
      KeyImportCommand.class
    })
final class KeyCommand extends CommandGroup {

  static final String PATH = "/api/v1/keys";

  KeyCommand() {
    super("key create, list, edit, rotate, revoke or import");
  }

  static void put(ObjectNode body, String field, List<String> texts) {
    if (!texts.isEmpty()) {
      ArrayNode array = body.putArray(field);
      texts.forEach(array::add);
    }
  }

  static void putText(ObjectNode body, String field, @Nullable String text) {
    if (text != null) {
      body.put(field, text);
    }
  }

  static void putLabels(ObjectNode body, Map<String, String> labels) {
    if (!labels.isEmpty()) {
      labels.forEach(body.putObject("labels")::put);
    }
  }

  /** Where a secret goes that is told once. */
  private static final class Secret {

    @Option(
        names = "--secret-file",
        description = "File to keep the secret in, readable by you alone, instead of printing it.")
    private @Nullable Path file;

    /** Called before there is a secret, which would be lost if it could not be written. */
    void check() {
      if (file != null) {
        SecretFile.refuseToReplace(file);
      }
    }

    /** Prints the secret alone, so that it can be kept by a redirection, or writes the file. */
    void tell(JsonNode issued) {
      String secret = issued.path("secret").asString();
      if (file == null) {
        System.out.println(secret);
      } else {
        SecretFile.write(file, secret + "\n");
      }
      System.err.printf(
          "Key %s is %s. Its secret is not shown again.%n",
          issued.path("key").path("name").asString(), issued.path("key").path("id").asString());
    }
  }

  /** Makes one key. */
  @Command(
      name = "create",
      description = {
        "Makes a key and prints its secret, which is shown this once.",
        "Without --role and --allow it may call models: ai.*"
      })
  static final class Create extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "NAME", description = "For people; one of its tenant.")
    private String name = "";

    @Option(names = "--role", description = "admin, operator, viewer or auditor; may repeat.")
    private List<String> roles = new ArrayList<>();

    @Option(names = "--allow", description = "A capability or pattern, e.g. ai.*; may repeat.")
    private List<String> allow = new ArrayList<>();

    @Option(names = "--deny", description = "The same, and stronger; may repeat.")
    private List<String> deny = new ArrayList<>();

    @Option(names = "--owner", description = "team/ID, project/ID or user/ID.")
    private @Nullable String owner;

    @Option(names = "--holder", description = "User who holds a key of a team or project.")
    private @Nullable String holder;

    @Option(names = "--label", description = "NAME=VALUE that each call carries; may repeat.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(names = "--model", description = "A model or pattern it may use; may repeat.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--door", description = "rest, gateway, mcp or workflow; may repeat.")
    private List<String> doors = new ArrayList<>();

    @Option(
        names = "--tool",
        description = "A capability or pattern that agents see as a tool of its own; may repeat.")
    private List<String> tools = new ArrayList<>();

    @Option(names = "--expires", description = "When it ends, e.g. 2027-01-31T00:00:00Z.")
    private @Nullable String expires;

    @Mixin private final Secret secret = new Secret();

    @Override
    public Integer call() {
      secret.check();
      secret.tell(client().post(PATH, body()));
      return 0;
    }

    private ObjectNode body() {
      ObjectNode body = ApiClient.mapper().createObjectNode().put("name", name);
      put(body, "roles", roles);
      put(body, "allow", roles.isEmpty() && allow.isEmpty() ? List.of("ai.*") : allow);
      put(body, "deny", deny);
      put(body, "models", models);
      put(body, "doors", doors);
      put(body, "tools", tools);
      putLabels(body, labels);
      putText(body, "owner", owner);
      putText(body, "holder", holder);
      putText(body, "expires", expires);
      return body;
    }
  }

  /** Prints the keys. */
  @Command(
      name = "list",
      description = "Prints each key: how its secret begins, whose it is, and when it was used.")
  static final class Keys extends RemoteCommand.OfTenant {

    @Option(names = "--prefix", description = "Only the key whose secret begins so.")
    private @Nullable String prefix;

    @Option(names = "--owner", description = "Only those of team/ID, project/ID or user/ID.")
    private @Nullable String owner;

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      String query =
          "?limit=500"
              + UrlEncoding.parameter("prefix", prefix)
              + UrlEncoding.parameter("owner", owner);
      form.printAll(
          client(),
          PATH + query,
          List.of("id", "name", "secret", "owner", "state", "last used"),
          "No such key. Make one: ./auterity key create NAME",
          Keys::row);
      return 0;
    }

    private static List<String> row(JsonNode key) {
      return List.of(
          key.path("id").asString(),
          key.path("name").asString(),
          key.hasNonNull("prefix") ? key.path("prefix").asString() + "…" : "-",
          key.path("owner").asString("-"),
          state(key),
          key.path("lastUsed").asString("-"));
    }

    private static String state(JsonNode key) {
      if (key.hasNonNull("revoked")) {
        return "revoked " + key.path("revoked").asString();
      }
      return key.hasNonNull("expires") ? "until " + key.path("expires").asString() : "active";
    }
  }

  /** Gives a key another secret. */
  @Command(
      name = "rotate",
      description = {
        "Gives a key another secret and prints it, which is shown this once.",
        "The former one stays good until the overlap is over."
      })
  static final class Rotate extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "ID", description = "key_…")
    private String id = "";

    @Option(names = "--overlap", description = "24h when absent; 0s ends the former at once.")
    private @Nullable String overlap;

    @Mixin private final Secret secret = new Secret();

    @Override
    public Integer call() {
      secret.check();
      ObjectNode body = ApiClient.mapper().createObjectNode();
      if (overlap != null) {
        body.put("overlap", overlap);
      }
      secret.tell(client().post(PATH + "/" + id + "/rotate", body));
      return 0;
    }
  }

  /** Ends a key. */
  @Command(
      name = "revoke",
      description = "Ends a key at once, and the sessions that were opened with it.")
  static final class Revoke extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "ID", description = "key_…")
    private String id = "";

    @Override
    public Integer call() {
      client().send("DELETE", PATH + "/" + id, "application/json", new byte[0]);
      System.out.printf("Key %s is revoked.%n", id);
      return 0;
    }
  }
}
