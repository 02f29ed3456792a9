package io.auterity.cli;

import io.auterity.cli.api.UrlEncoding;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The commands that list and show the decisions of calls. */
final class DecisionReadCommands {

  /** Lists decisions. */
  @Command(name = "list", description = "Lists the decisions of calls, the latest first.")
  static final class Latest extends RemoteCommand.OfTenant {

    private static final List<String> HEAD =
        List.of(
            "decision",
            "capability",
            "outcome",
            "code",
            "provider",
            "attempts",
            "ms",
            "cost",
            "at");

    @Option(names = "--capability", paramLabel = "ID", description = "E.g. ai.chat.create.")
    private @Nullable String capability;

    @Option(names = "--provider", paramLabel = "ID", description = "Answered by this one.")
    private @Nullable String provider;

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "E.g. succeeded or failed.")
    private @Nullable String outcome;

    @Option(names = "--run", paramLabel = "RUN", description = "Of this run's steps.")
    private @Nullable String run;

    @Option(names = "--code", paramLabel = "CODE", description = "Of this failure, e.g. timeout.")
    private @Nullable String code;

    @Option(names = "--model", paramLabel = "MODEL", description = "Answered by this model.")
    private @Nullable String model;

    @Option(names = "--route", paramLabel = "ID", description = "That took this route.")
    private @Nullable String route;

    @Option(names = "--key", paramLabel = "ID", description = "Made with this key.")
    private @Nullable String key;

    @Option(names = "--label", paramLabel = "NAME=VALUE", description = "With this label.")
    private @Nullable String label;

    @Option(names = "--until", paramLabel = "TIME", description = "Begins what is left out.")
    private @Nullable String until;

    @Mixin private final ListOptions options = new ListOptions();

    @Override
    public Integer call() {
      String path =
          options.path(
              "/api/v1/decisions",
              "capability",
              capability,
              "provider",
              provider,
              "outcome",
              outcome,
              "run",
              run,
              "code",
              code,
              "model",
              model,
              "route",
              route,
              "key",
              key,
              "label",
              label,
              "until",
              until);
      options.print(client(), path, HEAD, "There is no such decision.", Latest::row);
      return 0;
    }

    private static List<String> row(JsonNode decision) {
      return TextTable.row(
          decision,
          "id",
          "capability",
          "outcome",
          "code",
          "provider",
          "attempts",
          "durationMs",
          "cost/amount",
          "beganAt");
    }
  }

  /** Shows a decision. */
  @Command(
      name = "show",
      description = "Prints a decision as JSON: what was asked, why this answered, what it cost.")
  static final class Show extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "DECISION", description = "Its id: header auterity-decision.")
    private String decision = "";

    @Override
    public Integer call() {
      JsonNode found = client().get("/api/v1/decisions/" + UrlEncoding.encoded(decision));
      System.out.println(found.toPrettyString());
      return 0;
    }
  }
}
