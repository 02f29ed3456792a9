package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.Pages;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows a run, why it stands still if it does, and which of its steps wait for a person. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a run as JSON.",
      "On standard error it says why the run stands still if it does,",
      "and which steps are in doubt and how to answer."
    })
final class RunShowCommand implements Callable<Integer> {

  @Parameters(paramLabel = "RUN", description = "Id of the run, e.g. run_0190…")
  private String run = "";

  @Mixin private final Connection connection = new Connection();

  @Override
  public Integer call() {
    ApiClient api = connection.client();
    JsonNode found = api.get("/api/v1/runs/" + run);
    System.out.println(found.toPrettyString());
    if (found.has("stalled")) {
      System.err.println("Not carried on: " + found.path("stalled").path("message").asString(""));
    } else {
      Pages.each(api, "/api/v1/runs/" + run + "/steps?state=waiting&limit=100", this::tell);
    }
    return 0;
  }

  private void tell(JsonNode step) {
    if (step.path("waitingFor").asString("").equals("answer")) {
      System.err.printf(
          "%1$s is in doubt: %2$s%n  ./auterity run answer %3$s '%1$s' succeeded|repeat|fail%n",
          step.path("key").asString(""), step.path("failure").path("message").asString(""), run);
    }
  }
}
