package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Looks after the addresses that vendors call. */
@Command(
    name = "webhook",
    description = "Makes, lists, rotates and deletes webhooks; lists, opens and replays deliveries",
    subcommands = {
      WebhookCommand.Create.class,
      WebhookCommand.Webhooks.class,
      WebhookCommand.Rotate.class,
      WebhookCommand.Accept.class,
      WebhookCommand.Given.class,
      WebhookCommand.Delete.class,
      WebhookDeliveryCommands.Deliveries.class,
      WebhookDeliveryCommands.Show.class,
      WebhookDeliveryCommands.Replay.class
    })
final class WebhookCommand extends CommandGroup {

  private static final String PATH = "/api/v1/webhooks";

  WebhookCommand() {
    super("webhook create, list, rotate, accept, secret, delete, deliveries, show or replay");
  }

  private static void tell(JsonNode issued) {
    System.out.println("id       " + issued.path("id").asString());
    for (String field : List.of("path", "secret")) {
      if (issued.hasNonNull(field)) {
        System.out.printf("%-8s %s%n", field, issued.path(field).asString());
      }
    }
    System.err.println("Tell them to the vendor: they are not shown again.");
  }

  /** Makes one. */
  @Command(
      name = "create",
      description = "Makes a webhook of a provider and prints its path and secret, this once.")
  static final class Create extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "PROVIDER", description = "Whose vendor calls it.")
    private String provider = "";

    @Option(
        names = "--secret-in",
        description = "Read the vendor's own secret from standard input.")
    private boolean given;

    @Option(
        names = "--repository",
        description = "Make it at the vendor too, in this repository (git.webhook.create).")
    private @Nullable String repository;

    @Option(
        names = "--events",
        split = ",",
        defaultValue = "push,pull_request",
        description = "Of which the vendor tells, with --repository (${DEFAULT-VALUE}).")
    private List<String> events = List.of();

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode().put("provider", provider);
      if (given) {
        body.put("secret", SecretCommand.text());
      }
      if (repository != null) {
        ObjectNode place = body.putObject("register").put("repository", repository);
        ArrayNode named = place.putArray("events");
        events.forEach(event -> named.add(event));
      }
      JsonNode issued = client().post(PATH, body);
      if (repository == null) {
        tell(issued);
      } else {
        System.out.println("id       " + issued.path("id").asString());
        System.err.printf("It was made at the vendor too, in %s.%n", repository);
      }
      return 0;
    }
  }

  /** Prints them. */
  @Command(
      name = "list",
      description = "Prints each webhook: how it is signed, and what came in the last day.")
  static final class Webhooks extends RemoteCommand.OfTenant {

    private static final List<String> HEAD =
        List.of("id", "provider", "path", "signed", "taken", "refused", "why");

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.print(
          client().get(PATH).path("items"),
          HEAD,
          "No webhook. Make one: ./auterity webhook create PROVIDER",
          Webhooks::row);
      return 0;
    }

    private static List<String> row(JsonNode hook) {
      List<String> row =
          new ArrayList<>(TextTable.row(hook, "id", "provider", "path", "scheme", "lastDay/taken"));
      row.addAll(TextTable.row(hook, "lastDay/refused", "lastDay/reason"));
      if (hook.path("signed").isBoolean() && !hook.path("signed").asBoolean()) {
        row.set(3, "not signed");
      }
      return row;
    }
  }

  /** Gives one another secret or address. */
  @Command(
      name = "rotate",
      description = "Gives a webhook another secret, or with --token another address at once.")
  static final class Rotate extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "ID", description = "hook_…")
    private String id = "";

    @Option(names = "--token", description = "Another address; the former one ends at once.")
    private boolean token;

    @Option(
        names = "--secret-in",
        description = "Read the vendor's own secret from standard input.")
    private boolean given;

    @Option(names = "--overlap", description = "How long the former secret stays good; 24h.")
    private @Nullable String overlap;

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode();
      body.put("what", token ? "token" : "secret");
      KeyCommand.putText(body, "overlap", overlap);
      if (given) {
        body.put("secret", SecretCommand.text());
      }
      tell(client().post(PATH + "/" + id + "/rotate", body));
      return 0;
    }
  }

  /** Lets the secret of before count again. */
  @Command(
      name = "accept",
      description =
          "Lets the secret of before count again, where the vendor has it somewhere yet; show of a"
              + " refused delivery says which it bears.")
  static final class Accept extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "ID", description = "hook_…")
    private String id = "";

    @Option(names = "--secret", required = true, description = "Its version.")
    private int version;

    @Option(names = "--overlap", description = "How long it is good from now; 24h.")
    private @Nullable String overlap;

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode().put("version", version);
      KeyCommand.putText(body, "overlap", overlap);
      JsonNode hook = client().post(PATH + "/" + id + "/former", body);
      System.out.printf(
          "Secret %d of %s is good until %s.%n",
          version, hook.path("provider").asString(), hook.path("formerUntil").asString());
      return 0;
    }
  }

  /** Tells what its vendor gave. */
  @Command(
      name = "secret",
      description =
          "Prints the secret that the vendor gave with its handshake, until something is verified"
              + " by it, and for an hour.")
  static final class Given extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "ID", description = "hook_…")
    private String id = "";

    @Override
    public Integer call() {
      System.out.println(client().get(PATH + "/" + id + "/secret").path("secret").asString());
      return 0;
    }
  }

  /** Deletes one. */
  @Command(name = "delete", description = "Deletes a webhook with what was sent to it.")
  static final class Delete extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "ID", description = "hook_…")
    private String id = "";

    @Option(
        names = "--force",
        description = "Delete it here though its vendor cannot be told, and still has it.")
    private boolean force;

    @Override
    public Integer call() {
      String path = PATH + "/" + id + (force ? "?force=true" : "");
      client().send("DELETE", path, "application/json", new byte[0]);
      System.out.printf("Webhook %s is deleted.%n", id);
      return 0;
    }
  }
}
