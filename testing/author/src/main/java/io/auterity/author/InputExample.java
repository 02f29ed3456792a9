package io.auterity.author;

import io.auterity.cli.FieldFlags;
import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.rehearsal.FileOperation;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** An example of an operation's input, given by an author. */
final class InputExample {

  private static final int LONGEST_TEXT = 10_000_000;

  private InputExample() {}

  /**
   * Reads it.
   *
   * @param words each {@code field=value}, or {@code @FILE} for an input in JSON
   * @throws CliException when it is not what the kind asks
   */
  static FileOperation.Input of(FileOperation tried, List<String> words) {
    Json.Obj given = given(tried.capability(), words);
    try {
      return tried.input(given, AuthoredFile.BINDER);
    } catch (CallFailedException e) {
      throw CliException.badInput(String.valueOf(e.failure().message()));
    }
  }

  private static Json.Obj given(Capability capability, List<String> words) {
    Json.Obj input = Json.EMPTY;
    List<String> flags = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("@")) {
        for (Map.Entry<String, Json> field : read(Path.of(word.substring(1))).fields().entrySet()) {
          input = input.with(field.getKey(), field.getValue());
        }
      } else if (word.indexOf('=') < 1) {
        throw CliException.badInput(
            "--with %s: write FIELD=VALUE, or @FILE for an input in JSON".formatted(word));
      } else {
        checkField(word.split("[.=]", 2)[0], capability);
        flags.add("--" + word);
      }
    }
    JsonNode schema = ApiClient.mapper().readTree(capability.inputSchema().toString());
    String said = new FieldFlags(schema).parse(flags).toString();
    for (Map.Entry<String, Json> field :
        object(said.getBytes(StandardCharsets.UTF_8)).fields().entrySet()) {
      input = input.with(field.getKey(), field.getValue());
    }
    return input;
  }

  private static void checkField(String name, Capability capability) {
    Set<String> fields =
        ConnectorFile.object(capability.inputSchema(), "properties").fields().keySet();
    if (!fields.contains(name)) {
      throw CliException.badInput(
          "%s has no field '%s'; %s".formatted(capability.id(), name, Nearest.fix(name, fields)));
    }
  }

  private static Json.Obj read(Path file) {
    try {
      return object(Files.readAllBytes(file));
    } catch (IOException e) {
      throw CliException.badInput("%s cannot be read: %s".formatted(file, e.getMessage()));
    } catch (CallFailedException e) {
      throw CliException.badInput("%s: %s".formatted(file, e.failure().message()));
    }
  }

  private static Json.Obj object(byte[] text) {
    return new JsonReader(LONGEST_TEXT).readObject(text);
  }
}
