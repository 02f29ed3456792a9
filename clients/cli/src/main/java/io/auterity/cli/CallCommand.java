package io.auterity.cli;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Unmatched;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls a capability; its flags come from the capability's input schema. */
@Command(
    name = "call",
    description = {
      "Calls a capability and prints its output as JSON.",
      "Flags are the fields of its input, e.g. --title Late --labels a --labels b; --call-input",
      "gives all of it in a file.",
      "Without a capability it lists them all; with --describe it prints the fields."
    })
final class CallCommand extends RemoteCommand.WithOwnHelp {

  @Parameters(arity = "0..1", paramLabel = "CAPABILITY", description = "E.g. tracker.issue.create")
  private @Nullable String capability;

  // Without the usual --version, which is a field of what is about packages; read by picocli alone.
  @SuppressWarnings("unused")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Option(names = "--describe", description = "Print the fields of the input instead of calling.")
  private boolean describe;

  @Option(
      names = "--call-input",
      paramLabel = "FILE",
      description = {
        "JSON file with the input, or /dev/stdin; flags set its fields anew. For what is too long",
        "for a flag, such as the content of files."
      })
  private @Nullable Path input;

  @Option(
      names = "--call-label",
      paramLabel = "NAME=VALUE",
      description = "A label that routes may test.")
  private Map<String, String> labels = new HashMap<>();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Time the call may take, e.g. 30s.")
  private @Nullable String timeout;

  @Option(names = "--idempotency-key", description = "Same key, same effect.")
  private @Nullable String idempotencyKey;

  @Option(
      names = "--call-provider",
      paramLabel = "ID",
      description = "Ask this provider, and no other.")
  private @Nullable String provider;

  @Unmatched private List<String> fields = new ArrayList<>();

  @Override
  public Integer call() {
    ApiClient api = client();
    if (capability == null) {
      listAll(api);
      return 0;
    }
    JsonNode description = api.get("/api/v1/capabilities/" + capability);
    if (describe) {
      describe(description);
      return 0;
    }
    ObjectNode whole = whole(new FieldFlags(description.path("input")).parse(fields));
    String path = "/api/v1/call/" + capability;
    if (description.path("stream").asBoolean(false)) {
      copyEvents(api, path, whole);
    } else {
      System.out.println(api.post(path, whole, headers()).toPrettyString());
    }
    return 0;
  }

  private ObjectNode whole(ObjectNode flags) {
    if (input == null) {
      return flags;
    }
    if (!(InputFile.json(input) instanceof ObjectNode given)) {
      throw CliException.badInput("%s: must be a JSON object".formatted(input));
    }
    flags.properties().forEach(field -> given.set(field.getKey(), field.getValue()));
    return given;
  }

  private static void listAll(ApiClient api) {
    for (JsonNode each : api.get("/api/v1/capabilities").path("items")) {
      System.out.printf("%-26s %s%n", each.path("id").asString(), each.path("summary").asString());
    }
  }

  private Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    if (!labels.isEmpty()) {
      headers.put(
          "Auterity-Labels",
          labels.entrySet().stream()
              .map(label -> label.getKey() + "=" + label.getValue())
              .collect(Collectors.joining(",")));
    }
    if (timeout != null) {
      headers.put("Auterity-Timeout", timeout);
    }
    if (provider != null) {
      headers.put("Auterity-Provider", provider);
    }
    if (idempotencyKey != null) {
      headers.put("Idempotency-Key", idempotencyKey);
    }
    return headers;
  }

  private void copyEvents(ApiClient api, String path, ObjectNode input) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(api.stream(path, input, headers()), StandardCharsets.UTF_8))) {
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event:")) {
          event = line.substring(6).strip();
        } else if (line.startsWith("data:")) {
          told(event, line.substring(5).strip());
        } else if (line.isEmpty()) {
          event = "";
        }
      }
    } catch (IOException e) {
      throw CliException.failed("the stream broke: " + e.getMessage());
    }
  }

  private static void told(String event, String data) {
    if (event.equals("error")) {
      throw CliException.failed("the stream ended with a failure: " + data);
    }
    System.out.println(data);
  }

  /** Prints a capability and the fields of its input. */
  private static void describe(JsonNode capability) {
    System.out.printf(
        "%s: %s%n", capability.path("id").asString(), capability.path("summary").asString());
    System.out.printf("Effect: %s%n%n", capability.path("effect").asString());
    JsonNode schema = capability.path("input");
    List<String> required = schema.path("required").valueStream().map(JsonNode::asString).toList();
    schema
        .path("properties")
        .properties()
        .forEach(
            field ->
                System.out.printf(
                    "  --%-18s %-10s %s%s%n",
                    field.getKey(),
                    field.getValue().path("type").asString("json"),
                    required.contains(field.getKey()) ? "(required) " : "",
                    field.getValue().path("description").asString("")));
  }
}
