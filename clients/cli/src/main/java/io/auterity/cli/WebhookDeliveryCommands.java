package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/**
 * The {@code webhook} commands for the deliveries that vendors sent: list, show and replay them.
 */
final class WebhookDeliveryCommands {

  private static final String PATH = "/api/v1/webhooks/deliveries";

  /** Prints what was sent. */
  @Command(
      name = "deliveries",
      description = "Prints what was sent, refused or not, the newest first.")
  static final class Deliveries extends RemoteCommand.OfTenant {

    private static final List<String> HEAD =
        List.of("id", "received", "provider", "state", "type", "subject", "repeats", "why");

    @Option(names = "--provider", description = "Only of this provider.")
    private @Nullable String provider;

    @Option(names = "--state", description = "verified, unrecognised or refused.")
    private @Nullable String state;

    @Option(names = "--since", description = "Only since then, e.g. 2h or 2026-03-01T00:00:00Z.")
    private @Nullable String since;

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      String query =
          "?limit=500"
              + UrlEncoding.parameter("provider", provider)
              + UrlEncoding.parameter("state", state)
              + UrlEncoding.parameter("since", since);
      form.printAll(client(), PATH + query, HEAD, "No such delivery.", Deliveries::row);
      return 0;
    }

    private static List<String> row(JsonNode one) {
      List<String> row =
          new ArrayList<>(TextTable.row(one, "id", "received", "provider", "state", "type"));
      row.addAll(TextTable.row(one, "subject", "repeats", "reason"));
      return row;
    }
  }

  /** Prints one delivery. */
  @Command(
      name = "show",
      description = "Prints a delivery with its headers, or with --body what was sent.")
  static final class Show extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "ID", description = "whd_…")
    private String id = "";

    @Option(names = "--body", description = "The body as it came; reading it is audited.")
    private boolean body;

    @Override
    public Integer call() {
      String path = PATH + "/" + id;
      if (body) {
        JsonNode kept = client().get(path + "/body");
        System.out.println(kept.path(kept.hasNonNull("text") ? "text" : "base64").asString());
      } else {
        System.out.println(client().get(path).toPrettyString());
      }
      return 0;
    }
  }

  /** Raises an event again. */
  @Command(
      name = "replay",
      description = "Raises the event of a delivery again, marked as a replay.")
  static final class Replay extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "ID", description = "whd_…")
    private String id = "";

    @Override
    public Integer call() {
      JsonNode replayed =
          client().post(PATH + "/" + id + "/replay", ApiClient.mapper().createObjectNode());
      System.out.printf("%s is raised again.%n", replayed.path("type").asString());
      return 0;
    }
  }
}
