package io.auterity.author;

import io.auterity.cli.Connection;
import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.connector.DataPlugin;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.plan.OpenPlan;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.WireRequest;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.transport.ScriptedReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows what a file asks of its vendor for an input, and what it reads of replies. */
@Command(
    name = "try",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the requests that an operation of a connector file would send, and what was absent",
      "in them. Nothing leaves. With --reply it goes on with what the vendor would have said, and",
      "shows the record. With --send the call goes to a server, by a provider of it."
    })
final class TryCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "FILE", description = "E.g. acme.yaml")
  private Path path = Path.of("");

  @Parameters(index = "1", paramLabel = "OPERATION", description = "E.g. issue.create")
  private String operation = "";

  @Option(
      names = "--with",
      paramLabel = "FIELD=VALUE|@FILE",
      description =
          "A field of the input, or a file with the input in JSON. What is required and"
              + " not said comes from the samples of the file.")
  private List<String> with = new ArrayList<>();

  @Option(
      names = "--config",
      paramLabel = "FIELD=VALUE",
      description = "A field of the provider's configuration.")
  private Map<String, String> config = Map.of();

  @Option(
      names = "--reply",
      paramLabel = "STATUS[:FILE]",
      description = "What the vendor answers to the first request, the second and so on.")
  private List<String> replies = new ArrayList<>();

  @Option(names = "--key", description = "The idempotency key of the call.")
  private @Nullable String key;

  @Option(names = "--send", description = "Send it through a server; see --provider.")
  private boolean send;

  @Option(names = "--provider", paramLabel = "ID", description = "The provider that sends it.")
  private @Nullable String provider;

  @Mixin private final Connection.OfTenant connection = new Connection.OfTenant();

  private final Set<String> absent = new LinkedHashSet<>();
  private int shown;

  @Override
  public Integer call() {
    AuthoredFile file;
    try {
      file = AuthoredFile.read(path);
    } catch (BadConnectorException e) {
      e.problems().forEach(each -> System.out.println(AuthoredFile.told(path, each)));
      return CliException.FAILED;
    }
    TriedOperation tried = TriedOperation.of(file, operation, with);
    if (!tried.sampled().isEmpty()) {
      System.out.printf("From the samples: %s%n%n", String.join(", ", tried.sampled()));
    }
    return send ? sent(file, tried) : rehearsed(file, tried);
  }

  // --- without leaving -------------------------------------------------------------------------

  private int rehearsed(AuthoredFile file, TriedOperation tried) {
    PluginManifest plugin =
        new DataPlugin(file.checked(), AuthoredFile.CATALOGUE.kinds(), AuthoredFile.BINDER)
            .manifest();
    ConnectorManifest connector =
        plugin.connectors().stream()
            .filter(each -> each.id().equals(tried.connector()))
            .findFirst()
            .orElseThrow();
    Json.Obj configured = configured(tried.plan().configSchema());
    ShownRequest form = ShownRequest.of(connector, file.checked().file(), configured);
    FakeProvider mine =
        new FakeProvider("mine", plugin)
            .withConfig(configured)
            .withTransport(
                new Rehearsal(
                    replies.stream().map(TryCommand::reply).toList(),
                    request -> show(form, request)));
    FakeCall call = FakeCall.of(tried.operation().capability().id(), mine);
    return outcome(tried, mine, key == null ? call : call.withIdempotencyKey(key));
  }

  private int outcome(TriedOperation tried, FakeProvider mine, FakeCall call) {
    try {
      OpenPlan open =
          new OpenPlan(tried.plan(), mine, AuthoredFile.BINDER)
              .telling((place, why) -> absent.add(place + ": " + why));
      print(
          tried, open.call(tried.operation(), tried.withoutSecrets(), tried.namedSecrets(), call));
      return 0;
    } catch (Rehearsal.NoReplyException e) {
      tellAbsent();
      System.out.println("No reply to that is given: --reply 200:FILE goes on with one.");
      return 0;
    } catch (CallFailedException e) {
      tellAbsent();
      Failure failure = e.failure();
      System.out.printf(
          "The call fails: %s: %s %s%n",
          failure.code().wire(),
          failure.message(),
          failure.fields().isEmpty() ? "" : failure.fields());
      return CliException.FAILED;
    }
  }

  private void print(TriedOperation tried, Object made) {
    if (made instanceof Events<?> events) {
      try (events) {
        for (Object event = events.next(); event != null; event = events.next()) {
          printRecord(tried, (Record) event);
        }
      }
    } else {
      printRecord(tried, (Record) made);
    }
    tellAbsent();
  }

  private static void printRecord(TriedOperation tried, Record record) {
    Json.Obj json = AuthoredFile.BINDER.render(tried.operation().capability(), record);
    System.out.printf("Read as%n%n%s%n%n", pretty(json).indent(2).stripTrailing());
  }

  private void show(ShownRequest form, WireRequest request) {
    System.out.printf("Request %d%n%n", ++shown);
    form.lines(request).forEach(line -> System.out.println(("  " + line).stripTrailing()));
    System.out.println();
  }

  private void tellAbsent() {
    if (!absent.isEmpty()) {
      System.out.println("Absent, so left out:");
      absent.forEach(each -> System.out.println("  " + each));
      System.out.println();
    }
  }

  private static ScriptedReply reply(String said) {
    String[] parts = said.split(":", 2);
    try {
      return ScriptedReply.of(
          Integer.parseInt(parts[0]), parts.length == 1 ? "" : Files.readString(Path.of(parts[1])));
    } catch (NumberFormatException e) {
      throw CliException.badInput(
          "--reply %s: write a status, or a status and a file such as 200:issue.json"
              .formatted(said));
    } catch (IOException e) {
      throw CliException.badInput("%s cannot be read: %s".formatted(parts[1], e.getMessage()));
    }
  }

  /** What was said, and for what must be said and was not something of its kind. */
  private Json.Obj configured(Json.Obj schema) {
    GivenConfig given = new GivenConfig(schema);
    Json.Obj made = given.read(config);
    for (Map.Entry<String, Json> property : given.fields().fields().entrySet()) {
      Json.Obj said = (Json.Obj) property.getValue();
      boolean unsaid = made.get(property.getKey()) == null && said.get("default") == null;
      if (unsaid && "string".equals(said.text("type"))) {
        boolean address =
            "uri".equals(said.text("format"))
                || property.getKey().toLowerCase(Locale.ROOT).contains("url");
        made =
            made.with(
                property.getKey(),
                Json.of(address ? "https://vendor.example" : "<" + property.getKey() + ">"));
      }
    }
    return new ConfigForm(schema).filled(made);
  }

  private static String pretty(Json json) {
    return ApiClient.mapper().readTree(json.toString()).toPrettyString();
  }

  // --- through a server ------------------------------------------------------------------------

  private int sent(AuthoredFile file, TriedOperation tried) {
    if (provider == null) {
      throw CliException.badInput("say which provider sends it: --provider ID");
    }
    ApiClient server = connection.client();
    RunningText.require(server, provider, file);
    JsonNode answer =
        server.post(
            "/api/v1/call/" + tried.operation().capability().id(),
            ApiClient.mapper().readTree(tried.input().toString()),
            key == null
                ? Map.of("Auterity-Provider", provider)
                : Map.of("Auterity-Provider", provider, "Idempotency-Key", key));
    System.out.printf("Read as%n%n%s%n", answer.toPrettyString().indent(2).stripTrailing());
    return 0;
  }
}
