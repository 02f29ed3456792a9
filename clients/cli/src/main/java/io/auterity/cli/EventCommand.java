package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.api.UrlEncoding;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Events of one's own. */
@Command(
    name = "event",
    description = "Events of one's own, by which triggers start runs: ./auterity event raise",
    subcommands = {EventCommand.Raise.class})
final class EventCommand extends CommandGroup {

  EventCommand() {
    super("event raise");
  }

  /** Raises an event. */
  @Command(
      name = "raise",
      description = "Raises an event that a resource of kind event declares; prints its id.")
  static final class Raise extends RemoteCommand.OfTenant {

    @Parameters(paramLabel = "TYPE", description = "E.g. io.auterity.custom.paid.v1.")
    private String type = "";

    @Option(
        names = "--subject",
        paramLabel = "TEXT",
        description = "What it is about, e.g. the number of an order.")
    private @Nullable String subject;

    @Option(
        names = "--data",
        paramLabel = "JSON|@FILE",
        description = "What it says; {} when absent.")
    private @Nullable String data;

    @Option(
        names = "--idempotency-key",
        description = "What is raised again with the same key starts no second run.")
    private @Nullable String idempotencyKey;

    @Override
    public Integer call() {
      ObjectNode body = ApiClient.mapper().createObjectNode();
      if (subject != null) {
        body.put("subject", subject);
      }
      if (data != null) {
        body.set("data", InputFile.json("--data", data));
      }
      Map<String, String> headers =
          idempotencyKey == null ? Map.of() : Map.of("Idempotency-Key", idempotencyKey);
      String path = "/api/v1/events/" + UrlEncoding.encoded(type);
      JsonNode told = client().post(path, body, headers);
      System.out.println(told.path("id").asString(""));
      return 0;
    }
  }
}
