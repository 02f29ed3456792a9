package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lets a run go again from a step. */
@Command(
    name = "again",
    description = {
      "Lets a run go again from a step: that and what follows it are done again, in the same run.",
      "What was done before stays done. With --new another run takes it over and goes on."
    })
final class RunAgainCommand extends RemoteCommand.OfTenant {

  @Parameters(paramLabel = "RUN", description = "Id of the run, e.g. run_0190…")
  private String run = "";

  @Option(
      names = "--from",
      paramLabel = "STEP",
      description = "Key of the step, e.g. 'triage[17].classify'; those that failed when absent.")
  private @Nullable String from;

  @Option(
      names = "--input",
      paramLabel = "JSON|@FILE",
      description = "What the step is given in place of its own input.")
  private @Nullable String input;

  @Option(
      names = "--new",
      description = {
        "Starts a run that takes over what this one has done before the step, and goes on from",
        "there by the version in force; for a run that has succeeded or cannot go on itself."
      })
  private boolean anew;

  @Override
  public Integer call() {
    ObjectNode body = ApiClient.mapper().createObjectNode();
    if (from != null) {
      body.put("from", from);
    }
    if (input != null) {
      body.set("input", InputFile.json("--input", input));
    }
    if (anew) {
      body.put("anew", true);
    }
    JsonNode told = client().post(RunCommand.path(run) + "/again", body);
    System.out.printf("%s %s%n", told.path("id").asString(run), told.path("state").asString(""));
    return 0;
  }
}
