package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Tells what was decided for calls, and says what their answers were worth. */
@Command(
    name = "decision",
    description = {
      "Lists and shows decisions, and says what answers were worth:",
      "./auterity decision feedback ID 0.8"
    },
    subcommands = {
      DecisionReadCommands.Latest.class,
      DecisionReadCommands.Show.class,
      DecisionCommand.Feedback.class,
      DecisionCommand.Scores.class
    })
final class DecisionCommand extends CommandGroup {

  private static final String DECISIONS = "/api/v1/decisions/";

  DecisionCommand() {
    super("decision list, show, feedback or scores");
  }

  /** Gives one. */
  @Command(
      name = "feedback",
      description = {
        "Keeps what the answer of a decision was worth, from 0 (worthless) to 1 (right).",
        "The decision is in the answer's header auterity-decision. A later score of yours takes the"
            + " place of the one before."
      })
  static final class Feedback extends RemoteCommand.OfTenant {

    @Parameters(index = "0", paramLabel = "DECISION", description = "Id of the decision.")
    private String decision = "";

    @Parameters(index = "1", paramLabel = "SCORE", description = "From 0 to 1, e.g. 0.8.")
    private double score;

    @Override
    public Integer call() {
      JsonNode kept =
          client()
              .post(
                  DECISIONS + UrlEncoding.encoded(decision) + "/feedback",
                  ApiClient.mapper().createObjectNode().put("score", score));
      System.out.printf(Locale.ROOT, "Score %s is kept.%n", kept.path("score").asDouble());
      return 0;
    }
  }

  /** Prints what they add up to. */
  @Command(
      name = "scores",
      description = "Prints what answers were worth, by capability and provider, the best first.")
  static final class Scores extends RemoteCommand.OfTenant {

    private static final List<String> HEAD =
        List.of("capability", "provider", "scored", "mean", "deviation", "p50 ms", "cost");

    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "How long ago, e.g. 7d, or a time; 30 days ago when absent.")
    private String since = "";

    @Mixin private final ListForm form = new ListForm();

    @Override
    public Integer call() {
      form.printAll(
          client(),
          DECISIONS + "scores?since=" + UrlEncoding.encoded(since),
          HEAD,
          "No decision of that time has a score: ./auterity decision feedback gives one.",
          Scores::row);
      return 0;
    }

    private static List<String> row(JsonNode scores) {
      return List.of(
          scores.path("capability").asString("-"),
          scores.path("provider").asString("-"),
          scores.path("decisions").asString("-"),
          rounded(scores.path("mean")),
          rounded(scores.path("deviation")),
          rounded(scores.path("p50Ms")),
          "%s %s"
              .formatted(scores.path("cost").asString("-"), scores.path("currency").asString("-")));
    }

    private static String rounded(JsonNode number) {
      return number.isNumber() ? String.format(Locale.ROOT, "%.3f", number.asDouble()) : "-";
    }
  }
}
