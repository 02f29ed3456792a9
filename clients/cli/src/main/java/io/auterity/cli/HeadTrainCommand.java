package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.server.Pause;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Trains the next version of a head. */
@Command(
    name = "train",
    description = {
      "Trains the next version of a head, from calls of a route whose content was kept or from a",
      "file, measures it on examples that it was not taught, and lets it answer.",
      "E.g. ./auterity head train triage-head --route triage --teacher openai/gpt-4o"
    })
final class HeadTrainCommand extends RemoteCommand.OfTenant {

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final double TENTHS = 10;

  @Parameters(paramLabel = "HEAD", description = "Id of its provider, of the connector local-head.")
  private String head = "";

  @Option(names = "--route", paramLabel = "ID", description = "A route that keeps contents.")
  private @Nullable String route;

  @Option(
      names = "--teacher",
      paramLabel = "OFFER",
      description = "Whose answers are the labels; else those that callers said were right.")
  private @Nullable String teacher;

  @Option(names = "--from", paramLabel = "TIME", description = "E.g. 30d, which is usual.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Now when absent.")
  private @Nullable String to;

  @Option(names = "--file", paramLabel = "FILE", description = "CSV with a line of names first.")
  private @Nullable Path file;

  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      description = "Column of the texts; text or narrative when absent.")
  private @Nullable String text;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "Column of the labels; label or product when absent.")
  private @Nullable String label;

  @Option(names = "--draft", description = "Keep it, but let the version that answers go on.")
  private boolean draft;

  @Option(names = "--json", description = "The answer of the API instead.")
  private boolean json;

  @Override
  public Integer call() {
    if ((route == null) == (file == null)) {
      throw CliException.badInput("say what teaches it: --route ID, or --file FILE");
    }
    ApiClient api = client();
    JsonNode training = ended(api, file == null ? byRoute(api) : byFile(api, file));
    boolean done = training.path("state").asString("").equals("done");
    if (json) {
      System.out.println(training);
    } else if (done) {
      JsonNode made = training.path("made");
      HeadCommand.report(made.path("version").asString(""), made.path("report"));
    } else {
      throw CliException.failed(
          "the training %s: %s"
              .formatted(
                  training.path("state").asString(""), training.path("reason").asString("")));
    }
    return done ? 0 : 1;
  }

  private static JsonNode ended(ApiClient api, JsonNode begun) {
    String id = begun.path("id").asString("");
    JsonNode training = begun;
    int told = -1;
    while (training.path("state").asString("").equals("running")) {
      int tenths = (int) (TENTHS * training.path("progress").asDouble(0));
      if (tenths > told) {
        System.err.printf("training %s: %d %%%n", id, (int) (TENTHS * tenths));
        told = tenths;
      }
      Pause.of(LOOK);
      training = api.get(HeadCommand.HEADS + "/trainings/" + id);
    }
    return training;
  }

  private JsonNode byRoute(ApiClient api) {
    ObjectNode wanted = ApiClient.mapper().createObjectNode().put("draft", draft);
    put(wanted, "route", route);
    put(wanted, "teacher", teacher);
    put(wanted, "from", from);
    put(wanted, "to", to);
    return api.post(HeadCommand.path(head) + "/trainings", wanted);
  }

  private static void put(ObjectNode wanted, String name, @Nullable String value) {
    if (value != null) {
      wanted.put(name, value);
    }
  }

  private JsonNode byFile(ApiClient api, Path file) {
    String query =
        "?draft="
            + draft
            + UrlEncoding.parameter("text", text)
            + UrlEncoding.parameter("label", label);
    return api.send(
        "POST",
        HeadCommand.path(head) + "/trainings/file" + query,
        "text/csv",
        InputFile.bytes(file));
  }
}
