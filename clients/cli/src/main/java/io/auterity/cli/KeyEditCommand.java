package io.auterity.cli;

import static io.auterity.cli.KeyCommand.put;
import static io.auterity.cli.KeyCommand.putLabels;
import static io.auterity.cli.KeyCommand.putText;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes what a key narrows, and when it ends. */
@Command(
    name = "edit",
    description = {
      "Changes what a key narrows and when it ends, at once, and prints what it is then.",
      "What is not named stays: ./auterity key edit key_… --model 'gpt-4*' --lift doors"
    })
final class KeyEditCommand extends RemoteCommand.OfTenant {

  @Parameters(paramLabel = "ID", description = "key_…")
  private String id = "";

  @Option(names = "--holder", description = "User who holds it from now on.")
  private @Nullable String holder;

  @Option(
      names = "--label",
      description = "NAME=VALUE that each call carries as well, or anew; may repeat.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--model",
      description = "A model or pattern it may use, in place of those before; may repeat.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--door",
      description = "rest, gateway, mcp or workflow, in place of those before; may repeat.")
  private List<String> doors = new ArrayList<>();

  @Option(
      names = "--tool",
      description =
          "A capability or pattern that agents see as a tool of its own, in place of those before;"
              + " may repeat.")
  private List<String> tools = new ArrayList<>();

  @Option(names = "--expires", description = "When it ends, e.g. 2027-01-31T00:00:00Z.")
  private @Nullable String expires;

  @Option(
      names = "--lift",
      description =
          "What is taken off it: models, doors, tools, holder, expires or labels.NAME; may repeat.")
  private List<String> lift = new ArrayList<>();

  @Option(
      names = "--in-place-of",
      paramLabel = "VERSION",
      description = "Changes that version only, as key list --json tells it.")
  private @Nullable String version;

  @Override
  public Integer call() {
    ObjectNode body = body();
    if (body.isEmpty()) {
      throw CliException.badInput(
          "say what to change: --model, --door, --tool, --label, --holder, --expires or --lift");
    }
    JsonNode key =
        client()
            .send(
                "PATCH",
                KeyCommand.PATH + "/" + id,
                "application/json",
                body.toString().getBytes(StandardCharsets.UTF_8));
    System.out.println(key.toPrettyString());
    return 0;
  }

  private ObjectNode body() {
    ObjectNode body = ApiClient.mapper().createObjectNode();
    putText(body, "holder", holder);
    putLabels(body, labels);
    put(body, "models", models);
    put(body, "doors", doors);
    put(body, "tools", tools);
    putText(body, "expires", expires);
    put(body, "lift", lift);
    if (!body.isEmpty()) {
      putText(body, "version", version);
    }
    return body;
  }
}
