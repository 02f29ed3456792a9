package io.auterity.author;

import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.rehearsal.Rehearsal.Rehearsed;
import io.auterity.connector.rehearsal.SimulatedReply;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A call that was answered once: what a vendor replied, and what was read of it. It is a file of
 * JSON, in which a reader sees both.
 *
 * @param operation as {@code plugin try} takes it
 * @param read the records, or {@code {"code": …}} of the failure
 */
record RecordedCall(
    String operation,
    Json.Obj input,
    Json.Obj config,
    List<SimulatedReply> replies,
    List<Json> read) {

  private static final int LONGEST = 40_000_000;
  private static final int MOST = 1_000;

  RecordedCall {
    replies = List.copyOf(replies);
    read = List.copyOf(read);
  }

  /** The result of a call, as it is kept. */
  static List<Json> read(Rehearsed made) {
    Failure failure = made.failure();
    return failure == null
        ? List.copyOf(made.results())
        : List.of(Json.EMPTY.with("code", Json.of(failure.code().wire())));
  }

  /**
   * Those in a folder, in the order of their names.
   *
   * @throws CliException when there are none, or one is no recording
   */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      if (found.isEmpty()) {
        throw CliException.badInput("%s has no recordings (*.json)".formatted(folder));
      }
      return found;
    } catch (IOException e) {
      throw CliException.badInput("%s cannot be read: %s".formatted(folder, e.getMessage()));
    }
  }

  /**
   * Reads one.
   *
   * @throws CliException when it is none
   */
  static RecordedCall of(Path file) {
    try {
      Json.Obj said =
          new JsonReader(LONGEST)
              .readObject(AuthoredFile.named(file).getBytes(StandardCharsets.UTF_8));
      String operation = said.text("operation");
      if (operation == null) {
        throw CliException.badInput("%s is no recording: it lacks operation".formatted(file));
      }
      return new RecordedCall(
          operation,
          ConnectorFile.object(said, "input"),
          ConnectorFile.object(said, "config"),
          ConnectorFile.objects(said, "replies").stream().map(RecordedCall::reply).toList(),
          ConnectorFile.list(said, "read"));
    } catch (CallFailedException e) {
      throw CliException.badInput("%s is no recording: %s".formatted(file, e.getMessage()));
    }
  }

  private static SimulatedReply reply(Json.Obj said) {
    if (!(said.get("status") instanceof Json.Int(long status)) || status < 100 || status > 599) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "status of a reply is %s, not 100 to 599".formatted(said.get("status")));
    }
    Json body = Objects.requireNonNullElse(said.get("body"), Json.of(""));
    return new SimulatedReply(
        (int) status, body instanceof Json.Str(String text) ? text : body.toString());
  }

  /**
   * Writes it under a name that is free, after its operation.
   *
   * @throws CliException when it cannot be
   */
  Path write(Path folder) {
    byte[] text =
        (ApiClient.mapper().readTree(json().toString()).toPrettyString() + "\n")
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 1; i <= MOST; i++) {
      Path file = folder.resolve(operation + (i == 1 ? "" : "-" + i) + ".json");
      try {
        Files.createDirectories(folder);
        return Files.write(file, text, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        // The next name may be free.
      } catch (IOException e) {
        throw CliException.badInput("%s cannot be written: %s".formatted(file, e.getMessage()));
      }
    }
    throw CliException.badInput("%s has %d recordings of %s".formatted(folder, MOST, operation));
  }

  private Json.Obj json() {
    List<Json> said = new ArrayList<>();
    for (SimulatedReply reply : replies) {
      said.add(
          Json.EMPTY.with("status", Json.of(reply.status())).with("body", Json.of(reply.body())));
    }
    return Json.EMPTY
        .with("operation", Json.of(operation))
        .with("input", input)
        .with("config", config)
        .with("replies", new Json.Arr(said))
        .with("read", new Json.Arr(read));
  }
}
