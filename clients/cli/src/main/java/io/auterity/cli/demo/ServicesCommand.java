package io.auterity.cli.demo;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.ConsoleLink;
import io.auterity.cli.run.RunSnapshot;
import io.auterity.cli.run.RunWait;
import io.auterity.cli.server.Folders;
import io.auterity.cli.server.Pause;
import io.auterity.cli.server.ServerProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs the example of developer services from nothing to its summary. */
@Command(
    name = "services",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a server unless one runs on this data directory, applies examples/developer-services",
      "and runs it: an issue, a branch with a pull request, a build whose log is followed, a page.",
      "All of it happens inside the server, in the tenant 'services'.",
      "Stays up with the console until Ctrl-C."
    })
final class ServicesCommand implements Callable<Integer> {

  @Option(names = "--exit", description = "Stop when the run has ended.")
  private boolean exit;

  /** Of its own, lest what other examples have made could answer here, too. */
  private static final DemoTenant TENANT = new DemoTenant("services");

  private final PrintStream out = System.out;

  @Override
  public Integer call() {
    Path example = Folders.examples().resolve("developer-services");
    Map<String, String> settings =
        Map.of("AUTERITY_PLUGINS_DIRECTORY", Folders.distribution().resolve("plugins").toString());
    try (ServerProcess server =
        ServerProcess.on(Folders.distribution(), Folders.data(), settings)) {
      ApiClient api =
          TENANT.open(
              new ApiClient(server.addresses().console()).withRetries(Pause::of),
              Folders.data(),
              Clock.systemUTC());
      apply(api, example);
      RunSnapshot end =
          run(api, server, Example.documents(example.resolve("input.json")).getFirst()).succeeded();
      out.println(end.run().path("output").toPrettyString());
      stay(server, new ConsoleLink(api, "runs/" + end.id()));
      return 0;
    }
  }

  private static void apply(ApiClient api, Path example) {
    ArrayNode resources = ApiClient.mapper().createArrayNode();
    Example.documents(example.resolve("providers.yaml")).forEach(resources::add);
    Example.documents(example.resolve("workflows.yaml")).forEach(resources::add);
    api.post("/api/v1/apply", resources);
  }

  private RunSnapshot run(ApiClient api, ServerProcess server, JsonNode input) {
    ObjectNode wish = ApiClient.mapper().createObjectNode();
    wish.set("input", input);
    String id = api.post("/api/v1/workflows/ticket-to-page/runs", wish).path("id").asString();
    out.println("Started the run " + id);
    return RunWait.telling(
            out,
            api,
            () -> {
              if (!server.alive()) {
                throw server.died();
              }
              return new RunSnapshot(api.get("/api/v1/runs/" + id));
            },
            question -> DemoCommand.ask(question, out::println, exit))
        .toTheEnd();
  }

  private void stay(ServerProcess server, ConsoleLink link) {
    if (exit) {
      return;
    }
    out.println(server.untilWhen());
    out.println("Console: " + link.fresh());
    out.printf(
        "The key of its tenant stands in %s; other commands take it by --key-file.%n",
        TENANT.keyFile(Folders.data()));
    server.awaitOwnEnd();
  }
}
