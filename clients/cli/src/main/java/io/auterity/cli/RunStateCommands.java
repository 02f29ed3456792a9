package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.run.RunSnapshot;
import io.auterity.cli.run.RunWait;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** The commands that list runs, watch one as it goes on, pause, resume and cancel one. */
final class RunStateCommands {

  /** Lists runs. */
  @Command(name = "list", description = "Lists runs, the latest first.")
  static final class Latest extends RemoteCommand.OfTenant {

    private static final List<String> HEAD =
        List.of("run", "workflow", "version", "state", "done", "of", "created", "why");

    @Option(
        names = "--workflow",
        paramLabel = "ID",
        description = "Of this workflow; of all when absent.")
    private @Nullable String workflow;

    @Option(
        names = "--state",
        paramLabel = "STATE",
        description = "In this state, e.g. running or failed; in all when absent.")
    private @Nullable String state;

    @Option(
        names = "--labels",
        paramLabel = "NAME=VALUE,…",
        description = "With these labels, e.g. order=8841; with any when absent.")
    private @Nullable String labels;

    @Mixin private final ListOptions options = new ListOptions();

    @Override
    public Integer call() {
      String path =
          options.path("/api/v1/runs", "workflow", workflow, "state", state, "labels", labels);
      options.print(client(), path, HEAD, "There is no such run.", Latest::row);
      return 0;
    }

    private static List<String> row(JsonNode run) {
      List<String> row =
          new ArrayList<>(
              TextTable.row(
                  run,
                  "id",
                  "workflow",
                  "version",
                  "state",
                  "progress/done",
                  "progress/total",
                  "createdAt"));
      row.add(why(run));
      return row;
    }

    private static String why(JsonNode run) {
      if (run.hasNonNull("paused")) {
        return "paused by " + run.at("/paused/by").asString("");
      }
      return run.at(run.has("stalled") ? "/stalled/message" : "/reason/message").asString("-");
    }
  }

  /** Follows a run. */
  @Command(
      name = "watch",
      description = {
        "Tells each step of a run as it ends, and how the run ends.",
        "Exit code 1 when it fails or is cancelled."
      })
  static final class Watch extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "RUN", description = "Id of the run, e.g. run_0190…")
    private String run = "";

    @Override
    public Integer call() {
      ApiClient api = client();
      RunSnapshot end =
          RunWait.telling(
                  System.out,
                  api,
                  () -> new RunSnapshot(api.get(RunCommand.path(run))),
                  question -> System.err.println("Not done: " + question))
              .toTheEnd()
              .succeeded();
      System.out.printf("%s %s%n", end.id(), end.state());
      return 0;
    }
  }

  /** Asks for something of a run, and tells how the run stands then. */
  abstract static class Asking extends RemoteCommand.OfTenant {

    private final String verb;

    @Parameters(paramLabel = "RUN", description = "Id of the run, e.g. run_0190…")
    private String run = "";

    Asking(String verb) {
      this.verb = verb;
    }

    @Override
    public Integer call() {
      JsonNode told =
          client().post(RunCommand.path(run) + "/" + verb, ApiClient.mapper().createObjectNode());
      String id = told.path("id").asString(run);
      System.out.println(
          told.hasNonNull("paused")
              ? "%s paused by %s".formatted(id, told.at("/paused/by").asString(""))
              : "%s %s".formatted(id, told.path("state").asString("")));
      return 0;
    }
  }

  /** Cancels a run. */
  @Command(
      name = "cancel",
      description = {
        "Cancels a run: no step begins, and calls that are under way are given up. What was done in",
        "a try is undone; a call that may have happened is asked about before."
      })
  static final class Cancel extends Asking {
    Cancel() {
      super("cancel");
    }
  }

  /** Pauses a run. */
  @Command(
      name = "pause",
      description = {
        "Pauses a run: steps that are under way end, no other begins until it resumes.",
        "What falls due meanwhile comes then; the time limit of the run counts on."
      })
  static final class Pause extends Asking {
    Pause() {
      super("pause");
    }
  }

  /** Lets a paused run go on. */
  @Command(name = "resume", description = "Lets a paused run go on.")
  static final class Resume extends Asking {
    Resume() {
      super("resume");
    }
  }
}
