package io.auterity.author;

import io.auterity.cli.FieldFlags;
import io.auterity.cli.api.ApiClient;
import io.auterity.cli.exit.CliException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.plan.ConnectorPlan;
import io.auterity.connector.plan.OperationPlan;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * An operation of a file with an input.
 *
 * @param connector id
 * @param input as it was given, completed from the file's samples
 * @param sampled names of the fields that came from samples
 */
record TriedOperation(
    String connector,
    ConnectorPlan plan,
    OperationPlan operation,
    Json.Obj input,
    List<String> sampled) {

  private static final int LONGEST_TEXT = 10_000_000;

  /**
   * Finds an operation and makes its input.
   *
   * @param name {@code resource.verb}, with the kind or the connector in front or without
   * @param words each {@code field=value}, or {@code @FILE} for an input in JSON
   * @throws CliException when there is none, or the input is not what the kind asks
   */
  static TriedOperation of(AuthoredFile file, String name, List<String> words) {
    Map<String, OperationPlan> found = new LinkedHashMap<>();
    file.checked()
        .plans()
        .forEach(
            (id, plan) ->
                plan.operations()
                    .forEach(
                        (operation, one) -> {
                          if (List.of(operation, one.capability().id(), id + "." + operation)
                              .contains(name)) {
                            found.put(id, one);
                          }
                        }));
    if (found.size() != 1) {
      throw CliException.badInput(notOne(file, name, found));
    }
    Map.Entry<String, OperationPlan> only = found.entrySet().iterator().next();
    Capability capability = only.getValue().capability();
    Json.Obj given = given(capability, words);
    List<String> sampled = new ArrayList<>();
    Json.Obj input = completed(given, capability, file.checked().file().part("samples"), sampled);
    ConnectorPlan plan = file.checked().plans().get(only.getKey());
    if (plan == null) {
      throw new IllegalStateException("no plan of " + only.getKey());
    }
    return new TriedOperation(
        only.getKey(), plan, only.getValue(), checked(capability, input), sampled);
  }

  private static String notOne(AuthoredFile file, String name, Map<String, OperationPlan> found) {
    if (!found.isEmpty()) {
      return "several connectors have %s: say %s"
          .formatted(
              name,
              String.join(
                  " or ",
                  found.entrySet().stream()
                      .map(each -> each.getKey() + "." + each.getValue().capability().operation())
                      .toList()));
    }
    TreeSet<String> all = new TreeSet<>();
    file.checked().plans().values().forEach(plan -> all.addAll(plan.operations().keySet()));
    return "the file has no operation '%s'; %s".formatted(name, Nearest.fix(name, all));
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

  private static Json.Obj completed(
      Json.Obj given, Capability capability, Json.Obj samples, List<String> sampled) {
    Json.Obj input = given;
    for (Json required : ConnectorFile.list(capability.inputSchema(), "required")) {
      String name = required instanceof Json.Str(String text) ? text : "";
      Json sample = samples.get(name);
      if (input.get(name) == null && sample != null) {
        input = input.with(name, sample);
        sampled.add(name);
      }
    }
    return input;
  }

  private static Json.Obj checked(Capability capability, Json.Obj input) {
    try {
      Record record = AuthoredFile.BINDER.bind(capability, Payload.of(input));
      return AuthoredFile.BINDER.renderInput(capability, Payload.of(record));
    } catch (CallFailedException e) {
      String fields =
          String.join(
              ", ",
              e.failure().fields().entrySet().stream()
                  .map(each -> each.getKey() + ": " + each.getValue())
                  .toList());
      throw CliException.badInput(
          "the input is not that of %s: %s"
              .formatted(capability.id(), fields.isEmpty() ? e.failure().message() : fields));
    }
  }

  /** The input without its secrets, as expressions see it. */
  Json.Obj withoutSecrets() {
    Map<String, Json> open = new LinkedHashMap<>(input.fields());
    open.keySet().removeAll(namedSecrets().fields().keySet());
    return new Json.Obj(open);
  }

  /** What stands in the place of each secret of the input where nobody reads them. */
  Json.Obj namedSecrets() {
    Json.Obj named = Json.EMPTY;
    Json.Obj fields = ConnectorFile.object(operation.capability().inputSchema(), "properties");
    for (Map.Entry<String, Json> field : fields.fields().entrySet()) {
      Json value = input.get(field.getKey());
      boolean secret =
          field.getValue() instanceof Json.Obj schema
              && Json.of(true).equals(schema.get("writeOnly"));
      if (secret && value != null) {
        named = named.with(field.getKey(), marks(value));
      }
    }
    return named;
  }

  /** One for a secret, or for each of several by name. */
  private static Json marks(Json value) {
    if (value instanceof Json.Obj(Map<String, Json> each)
        && !(each.get("secret") instanceof Json.Str)) {
      Map<String, Json> marks = new LinkedHashMap<>();
      each.forEach((name, secret) -> marks.put(name, marks(secret)));
      return new Json.Obj(marks);
    }
    Json name = value instanceof Json.Obj named ? named.get("secret") : value;
    return Json.of("<secret %s>".formatted(name instanceof Json.Str(String text) ? text : ""));
  }
}
