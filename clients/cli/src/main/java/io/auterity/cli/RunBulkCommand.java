package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import io.auterity.cli.exit.CliException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One verb for many runs: starts a bulk act, tells how far one is, or stops it. */
@Command(
    name = "bulk",
    description = {
      "Does one thing with many runs: cancel, pause, resume or again (from what failed).",
      "The server does it in the background; 'bulk show ID' and 'bulk stop ID' are for one",
      "that was started. Prints it as JSON."
    })
final class RunBulkCommand extends RemoteCommand.OfTenant {

  private static final String PATH = "/api/v1/runs/bulk";

  @Parameters(
      index = "0",
      paramLabel = "VERB",
      description = "cancel, pause, resume or again; or show or stop.")
  private String verb = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ID",
      description = "Id of the bulk act, with show and stop.")
  private @Nullable String id;

  @Option(
      names = "--workflow",
      paramLabel = "ID",
      description = "Runs of this workflow; of all when absent.")
  private @Nullable String workflow;

  @Option(names = "--state", paramLabel = "STATE", description = "Runs in this state alone.")
  private @Nullable String state;

  @Option(
      names = "--labels",
      paramLabel = "NAME=VALUE,…",
      description = "Runs with these labels, e.g. order=8841.")
  private @Nullable String labels;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Runs created then or later, e.g. 2h for two hours ago.")
  private @Nullable String since;

  @Option(names = "--until", paramLabel = "TIME", description = "Runs created before.")
  private @Nullable String until;

  @Override
  public Integer call() {
    System.out.println(done(client()).toPrettyString());
    return 0;
  }

  private JsonNode done(ApiClient api) {
    return switch (verb) {
      case "show" -> api.get(path());
      case "stop" -> api.post(path() + "/stop", ApiClient.mapper().createObjectNode());
      default -> api.post(PATH, body());
    };
  }

  private String path() {
    if (id == null) {
      throw CliException.badInput(
          "name the bulk act: ./auterity run bulk %s bulk_…".formatted(verb));
    }
    return PATH + "/" + UrlEncoding.encoded(id);
  }

  private ObjectNode body() {
    ObjectNode query = ApiClient.mapper().createObjectNode();
    put(query, "workflow", workflow);
    put(query, "state", state);
    put(query, "labels", labels);
    put(query, "since", since);
    put(query, "until", until);
    ObjectNode body = ApiClient.mapper().createObjectNode().put("verb", verb);
    body.set("query", query);
    return body;
  }

  private static void put(ObjectNode query, String field, @Nullable String value) {
    if (value != null) {
      query.put(field, value);
    }
  }
}
