package io.auterity.author;

import io.auterity.cli.RemoteCommand;
import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.rehearsal.FileOperation;
import io.auterity.connector.rehearsal.Rehearsal;
import io.auterity.connector.rehearsal.Rehearsal.Rehearsed;
import io.auterity.connector.rehearsal.SimulatedReply;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows what a file asks of its vendor for an input, and what it reads of replies. */
@Command(
    name = "try",
    description = {
      "Shows the requests that an operation of a connector file would send, and what was absent",
      "in them. Nothing leaves. With --reply it goes on with what the vendor would have said, and",
      "shows the record. With --send the call goes to a server, by a provider of it."
    })
final class TryCommand extends RemoteCommand.OfTenant {

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

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = "Keep the replies and what was read of them, for `plugin test --recorded`.")
  private @Nullable Path record;

  @Option(names = "--key", description = "The idempotency key of the call.")
  private @Nullable String key;

  @Option(names = "--send", description = "Send it through a server; see --provider.")
  private boolean send;

  @Option(names = "--provider", paramLabel = "ID", description = "The provider that sends it.")
  private @Nullable String provider;

  @Override
  public Integer call() {
    AuthoredFile file;
    try {
      file = AuthoredFile.read(path);
    } catch (BadConnectorException e) {
      e.problems().forEach(each -> System.out.println(AuthoredFile.told(path, each)));
      return CliException.FAILED;
    }
    FileOperation tried = found(file);
    FileOperation.Input input = InputExample.of(tried, with);
    if (!input.sampled().isEmpty()) {
      System.out.printf("From the samples: %s%n%n", String.join(", ", input.sampled()));
    }
    if (send && record != null) {
      throw CliException.badInput(
          "--record keeps what --reply says: a server tells records, and not its vendor's replies");
    }
    return send ? sent(file, tried, input) : rehearsed(tried, input);
  }

  private FileOperation found(AuthoredFile file) {
    try {
      return FileOperation.find(file.checked(), operation);
    } catch (CallFailedException e) {
      throw CliException.badInput(String.valueOf(e.failure().message()));
    }
  }

  // --- without leaving -------------------------------------------------------------------------

  private int rehearsed(FileOperation tried, FileOperation.Input input) {
    Json.Obj configured = new ConfigExample(tried.plan().configSchema()).read(config);
    List<SimulatedReply> given = replies.stream().map(TryCommand::reply).toList();
    Rehearsed rehearsed = Rehearsal.of(tried, input, configured, given, key, AuthoredFile.BINDER);
    for (int i = 0; i < rehearsed.requests().size(); i++) {
      System.out.printf("Request %d%n%n", i + 1);
      rehearsed
          .requests()
          .get(i)
          .lines()
          .forEach(line -> System.out.println(("  " + line).stripTrailing()));
      System.out.println();
    }
    rehearsed
        .results()
        .forEach(
            json -> System.out.printf("Read as%n%n%s%n%n", pretty(json).indent(2).stripTrailing()));
    tellAbsent(rehearsed.absent());
    if (record != null) {
      kept(record, tried, input, configured, given, rehearsed);
    }
    return ended(rehearsed);
  }

  private static void kept(
      Path folder,
      FileOperation tried,
      FileOperation.Input input,
      Json.Obj configured,
      List<SimulatedReply> given,
      Rehearsed made) {
    if (made.waits() || given.isEmpty()) {
      throw CliException.badInput("--record keeps a call that is answered: give each --reply");
    }
    String name = tried.connector() + "." + tried.capability().operation();
    RecordedCall call =
        new RecordedCall(name, input.value(), configured, given, RecordedCall.read(made));
    System.out.printf("%s is written; review it for confidential content.%n", call.write(folder));
  }

  private static int ended(Rehearsed rehearsed) {
    Failure failure = rehearsed.failure();
    if (rehearsed.waits()) {
      System.out.println("No reply to that is given: --reply 200:FILE goes on with one.");
    }
    if (failure == null) {
      return 0;
    }
    System.out.printf(
        "The call fails: %s: %s %s%n",
        failure.code().wire(),
        failure.message(),
        failure.fields().isEmpty() ? "" : failure.fields());
    return CliException.FAILED;
  }

  private static void tellAbsent(List<Rehearsal.Absent> absent) {
    if (!absent.isEmpty()) {
      System.out.println("Absent, so left out:");
      absent.forEach(each -> System.out.printf("  %s: %s%n", each.path(), each.why()));
      System.out.println();
    }
  }

  private static SimulatedReply reply(String said) {
    String[] parts = said.split(":", 2);
    try {
      return new SimulatedReply(
          Integer.parseInt(parts[0]), parts.length == 1 ? "" : Files.readString(Path.of(parts[1])));
    } catch (NumberFormatException e) {
      throw CliException.badInput(
          "--reply %s: write a status, or a status and a file such as 200:issue.json"
              .formatted(said));
    } catch (IOException e) {
      throw CliException.badInput("%s cannot be read: %s".formatted(parts[1], e.getMessage()));
    }
  }

  private static String pretty(Json json) {
    return ApiClient.mapper().readTree(json.toString()).toPrettyString();
  }

  // --- through a server ------------------------------------------------------------------------

  private int sent(AuthoredFile file, FileOperation tried, FileOperation.Input input) {
    if (provider == null) {
      throw CliException.badInput("say which provider sends it: --provider ID");
    }
    ApiClient server = client();
    RunningText.require(server, provider, file);
    JsonNode answer =
        server.post(
            "/api/v1/call/" + tried.capability().id(),
            ApiClient.mapper().readTree(input.value().toString()),
            key == null
                ? Map.of("Auterity-Provider", provider)
                : Map.of("Auterity-Provider", provider, "Idempotency-Key", key));
    System.out.printf("Read as%n%n%s%n", answer.toPrettyString().indent(2).stripTrailing());
    List<String> unread = UnreadFields.of(tried, answer);
    if (!unread.isEmpty()) {
      System.out.printf("%nNothing was read for:%n");
      unread.forEach(each -> System.out.println("  " + each));
    }
    return 0;
  }
}
