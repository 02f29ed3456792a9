package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends a signal to a run. */
@Command(
    name = "signal",
    description = {
      "Sends a signal to a run, for the step that awaits it; prints the run.",
      "One that comes before its step begins stays until it does."
    })
final class RunSignalCommand extends RemoteCommand.OfTenant {

  @Parameters(index = "0", paramLabel = "RUN", description = "Id of the run.")
  private String run = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "Name of the signal.")
  private String name = "";

  @Option(
      names = "--payload",
      paramLabel = "JSON|@FILE",
      description = "What it says, the value of the step; null when absent.")
  private @Nullable String payload;

  @Override
  public Integer call() {
    ObjectNode body = ApiClient.mapper().createObjectNode();
    if (payload != null) {
      body.set("payload", InputFile.json("--payload", payload));
    }
    String path = RunCommand.path(run) + "/signals/" + UrlEncoding.encoded(name);
    JsonNode told = client().post(path, body);
    System.out.printf("%s %s%n", told.path("id").asString(run), told.path("state").asString(""));
    return 0;
  }
}
