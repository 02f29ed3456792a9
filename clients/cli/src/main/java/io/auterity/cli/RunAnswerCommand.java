package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** Says the outcome of a call in doubt. */
@Command(
    name = "answer",
    description = {
      "Says what became of a call in doubt, and prints the step.",
      "A call is in doubt when the server ended while it was under way and it is not known whether"
          + " it had its effect.",
      "Look at the provider first: './auterity run show RUN' names the step."
    })
final class RunAnswerCommand extends RemoteCommand.OfTenant {

  @Parameters(index = "0", paramLabel = "RUN", description = "Id of the run.")
  private String run = "";

  @Parameters(index = "1", paramLabel = "STEP", description = "E.g. file, or 'triage[17].file'.")
  private String step = "";

  @Parameters(
      index = "2",
      paramLabel = "ANSWER",
      description = {
        "succeeded: it happened, and the run goes on;",
        "repeat: it did not happen, make it again;",
        "fail: it did not happen, and the step fails."
      })
  private String answer = "";

  @Option(
      names = "--output",
      paramLabel = "JSON|@FILE",
      description = "What the call that succeeded gave; later steps see null when absent.")
  private @Nullable String output;

  @Override
  public Integer call() {
    ObjectNode body = ApiClient.mapper().createObjectNode().put("answer", answer);
    if (output != null) {
      body.set("output", InputFile.json("--output", output));
    }
    String path = RunCommand.path(run, step) + "/answer";
    System.out.println(client().post(path, body).toPrettyString());
    return 0;
  }
}
