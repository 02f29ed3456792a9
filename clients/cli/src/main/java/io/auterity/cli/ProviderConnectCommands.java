package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.server.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Commands that connect providers to accounts at their vendors (OAuth 2.0). */
final class ProviderConnectCommands {

  private static final String PATH = "/api/v1/providers/";

  /** Connects one. */
  @Command(
      name = "connect",
      description =
          "Prints where you agree in a browser, signed in to the console with the same key, and"
              + " waits until you have.")
  static final class Connect extends RemoteCommand.OfTenant {

    private static final Duration LOOK = Duration.ofSeconds(2);

    @Parameters(paramLabel = "PROVIDER", description = "Which provider.")
    private String provider = "";

    @Option(
        names = "--wait",
        paramLabel = "SECONDS",
        defaultValue = "600",
        description = "How long to wait; 0 to print the address alone (${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() {
      ApiClient client = client();
      JsonNode begun =
          client.post(
              PATH + UrlEncoding.encoded(provider) + "/connect",
              ApiClient.mapper().createObjectNode());
      System.out.println(begun.path("authorize").asString());
      System.err.printf("Open it in a browser before %s.%n", begun.path("expires").asString());
      if (seconds > 0) {
        await(client, "/api/v1/connections/" + begun.path("attempt").asString());
        System.err.printf("Provider %s is connected.%n", provider);
      }
      return 0;
    }

    private void await(ApiClient client, String attempt) {
      JsonNode now = client.get(attempt);
      for (long left = seconds; left > 0 && isIn(now, "waiting"); left -= LOOK.toSeconds()) {
        Pause.of(LOOK);
        now = client.get(attempt);
      }
      if (!isIn(now, "connected")) {
        throw CliException.failed(
            "provider %s was not connected: %s".formatted(provider, told(now)));
      }
    }

    private String told(JsonNode attempt) {
      return switch (attempt.path("state").asString()) {
        case "waiting" -> "no consent was given in %d seconds".formatted(seconds);
        case "expired" -> "no consent was given in time; begin again";
        default -> attempt.path("reason").asString("the vendor refused");
      };
    }

    private static boolean isIn(JsonNode attempt, String state) {
      return attempt.path("state").asString().equals(state);
    }
  }

  /** Tells how one is connected. */
  @Command(
      name = "connection",
      description =
          "Prints how a provider is connected: since when, whose account, which scopes, until when."
              + " Exit code 1 where it has to be connected.")
  static final class Show extends RemoteCommand.OfTenant {

    /** States that need no action. */
    private static final Set<String> WELL = Set.of("connected", "own");

    @Parameters(paramLabel = "PROVIDER", description = "Which provider.")
    private String provider = "";

    @Override
    public Integer call() {
      JsonNode told = client().get(PATH + UrlEncoding.encoded(provider) + "/connection");
      String state = told.path("state").asString();
      TextTable.print(
          List.of(
              List.of("state", state),
              List.of("auth", told.path("auth").asString()),
              row(told, "secret"),
              row(told, "account"),
              List.of("asked", words(told.path("asked"), "nothing")),
              List.of("granted", words(told.path("granted"), "-")),
              row(told, "since"),
              row(told, "refreshed"),
              row(told, "expires"),
              List.of("renews", told.path("renews").asString("-"))));
      return WELL.contains(state) ? 0 : CliException.FAILED;
    }

    private static List<String> row(JsonNode told, String field) {
      return List.of(field, told.path(field).asString("-"));
    }

    private static String words(JsonNode scopes, String none) {
      String all = scopes.valueStream().map(JsonNode::asString).collect(Collectors.joining(" "));
      return all.isEmpty() ? none : all;
    }
  }

  /** Ends the connection of one. */
  @Command(
      name = "disconnect",
      description = "Gives the tokens of a provider back to its vendor and forgets them.")
  static final class Disconnect extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "PROVIDER", description = "Which provider.")
    private String provider = "";

    @Override
    public Integer call() {
      JsonNode ended = client().delete(PATH + UrlEncoding.encoded(provider) + "/connection");
      System.out.printf(
          "Provider %s is disconnected%s.%n",
          provider,
          ended.path("revoked").asBoolean()
              ? ""
              : "; its vendor does not take tokens back: withdraw them there");
      return 0;
    }
  }
}
