package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ApiException;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import io.auterity.cli.run.RunSnapshot;
import io.auterity.cli.run.RunWait;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/** Starts a run of a workflow. */
@Command(
    name = "run",
    description = "Starts a run of a workflow and prints it; lists, watches and cancels runs.",
    subcommands = {
      RunStateCommands.Latest.class,
      RunShowCommand.class,
      RunStateCommands.Watch.class,
      RunStateCommands.Cancel.class,
      RunStateCommands.Pause.class,
      RunStateCommands.Resume.class,
      RunAgainCommand.class,
      RunBulkCommand.class,
      RunAnswerCommand.class,
      RunSignalCommand.class,
      RunStandstillCommand.End.class,
      RunStandstillCommand.Repair.class,
      RunStandstillCommand.Skip.class
    })
final class RunCommand extends RemoteCommand.OfTenant {

  private static final int NOT_FOUND = 404;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "0..1", paramLabel = "WORKFLOW", description = "Id of the workflow.")
  private @Nullable String workflow;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "JSON file with the input; {} when absent.")
  private @Nullable Path input;

  @Option(
      names = "--wait",
      description = {
        "Waits until the run has ended and prints its output; steps are told on standard error as",
        "they end. Exit code 1 when it fails or is cancelled."
      })
  private boolean wait;

  @Override
  public Integer call() {
    if (workflow == null) {
      throw CliException.badInput("name a workflow: ./auterity run WORKFLOW");
    }
    ObjectNode body = ApiClient.mapper().createObjectNode();
    body.set(
        "input", input == null ? ApiClient.mapper().createObjectNode() : InputFile.json(input));
    ApiClient api = client();
    JsonNode run = started(api, workflow, body);
    System.out.println((wait ? output(api, run.path("id").asString()) : run).toPrettyString());
    return 0;
  }

  // A verb of this command that is written wrongly is taken for a workflow.
  private JsonNode started(ApiClient api, String id, ObjectNode body) {
    try {
      return api.post("/api/v1/workflows/" + id + "/runs", body);
    } catch (ApiException e) {
      Optional<String> verb = NearestName.of(id, spec.subcommands().keySet());
      if (e.status() == NOT_FOUND && verb.isPresent()) {
        throw CliException.badInput(
            "%s; did you mean ./auterity run %s?".formatted(e.getMessage(), verb.get()));
      }
      throw e;
    }
  }

  private static JsonNode output(ApiClient api, String run) {
    System.err.println("Started the run " + run);
    RunSnapshot end =
        RunWait.telling(
                System.err,
                api,
                () -> new RunSnapshot(api.get(path(run))),
                question -> System.err.println("Not done: " + question))
            .toTheEnd()
            .succeeded();
    return end.run().hasNonNull("output") ? api.get(path(run) + "/output") : NullNode.getInstance();
  }

  /** Where the server has a run. */
  static String path(String run) {
    return "/api/v1/runs/" + UrlEncoding.encoded(run);
  }

  /** Where the server has a step of a run. */
  static String path(String run, String step) {
    return path(run) + "/steps/" + UrlEncoding.encoded(step);
  }
}
