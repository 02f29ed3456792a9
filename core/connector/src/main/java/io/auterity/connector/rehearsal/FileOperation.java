package io.auterity.connector.rehearsal;

import io.auterity.connector.check.CheckedFile;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.plan.ConnectorPlan;
import io.auterity.connector.plan.OperationPlan;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An operation of a file.
 *
 * @param connector id
 */
public record FileOperation(
    CheckedFile file, String connector, ConnectorPlan plan, OperationPlan operation) {

  /**
   * An input of it.
   *
   * @param value as it was given, completed from the file's samples
   * @param sampled names of the fields that came from samples
   */
  public record Input(Json.Obj value, List<String> sampled) {
    public Input {
      sampled = List.copyOf(sampled);
    }
  }

  /**
   * Finds one.
   *
   * @param name {@code resource.verb}, with the kind or the connector in front or without
   * @throws CallFailedException {@code not_found} when the file has none, or several, of that name
   */
  public static FileOperation find(CheckedFile file, String name) {
    List<FileOperation> found = new ArrayList<>();
    for (String id : file.plans().keySet()) {
      of(file, id).stream().filter(one -> one.names().contains(name)).forEach(found::add);
    }
    if (found.size() != 1) {
      throw new CallFailedException(FailureCode.NOT_FOUND, notOne(file, name, found));
    }
    return found.getFirst();
  }

  /** Those of one connector that are data, by name; what no kind has behind the others. */
  public static List<FileOperation> of(CheckedFile file, String connector) {
    ConnectorPlan plan = Objects.requireNonNull(file.plans().get(connector), connector);
    return Stream.of(plan.operations(), plan.extensions())
        .flatMap(some -> new TreeMap<>(some).values().stream())
        .map(each -> new FileOperation(file, connector, plan, each))
        .toList();
  }

  /** With the kind or the connector in front, and without. */
  private List<String> names() {
    String operation = capability().operation();
    String own = connector + ".";
    return operation.startsWith(own)
        ? List.of(operation, operation.substring(own.length()))
        : List.of(operation, capability().id(), own + operation);
  }

  private static String notOne(CheckedFile file, String name, List<FileOperation> found) {
    if (!found.isEmpty()) {
      return "several connectors have %s: say %s"
          .formatted(
              name,
              String.join(
                  " or ",
                  found.stream()
                      .map(each -> each.connector() + "." + each.capability().operation())
                      .toList()));
    }
    TreeSet<String> all = new TreeSet<>();
    file.plans()
        .values()
        .forEach(
            plan -> {
              all.addAll(plan.operations().keySet());
              all.addAll(plan.extensions().keySet());
            });
    return "the file has no operation '%s'; %s".formatted(name, Nearest.fix(name, all));
  }

  /** What it is of the kind. */
  public Capability capability() {
    return operation.capability();
  }

  /**
   * Makes an input: what must be said and was not comes from the samples of the file.
   *
   * @throws CallFailedException {@code invalid} when it is not what the kind asks
   */
  public Input input(Json.Obj given, Binder binder) {
    Json.Obj input = given;
    List<String> sampled = new ArrayList<>();
    Json.Obj samples = file.file().part("samples");
    for (Json required : ConnectorFile.list(capability().inputSchema(), "required")) {
      String name = required instanceof Json.Str(String text) ? text : "";
      Json sample = samples.get(name);
      if (input.get(name) == null && sample != null) {
        input = input.with(name, sample);
        sampled.add(name);
      }
    }
    return new Input(checked(input, binder), sampled);
  }

  private Json.Obj checked(Json.Obj input, Binder binder) {
    try {
      Record record = binder.bind(capability(), Payload.of(input));
      return binder.renderInput(capability(), Payload.of(record));
    } catch (CallFailedException e) {
      String fields =
          String.join(
              ", ",
              e.failure().fields().entrySet().stream()
                  .map(each -> each.getKey() + ": " + each.getValue())
                  .toList());
      throw new CallFailedException(
          FailureCode.INVALID,
          "the input is not that of %s: %s"
              .formatted(capability().id(), fields.isEmpty() ? e.failure().message() : fields));
    }
  }

  /** The input without its secrets, as expressions see it. */
  Json.Obj withoutSecrets(Json.Obj input) {
    Map<String, Json> open = new LinkedHashMap<>(input.fields());
    open.keySet().removeAll(namedSecrets(input).fields().keySet());
    return new Json.Obj(open);
  }

  /** What stands in the place of each secret of the input where secrets are not read. */
  Json.Obj namedSecrets(Json.Obj input) {
    Json.Obj named = Json.EMPTY;
    Json.Obj fields = ConnectorFile.object(capability().inputSchema(), "properties");
    for (Map.Entry<String, Json> field : fields.fields().entrySet()) {
      Json value = input.get(field.getKey());
      boolean secret =
          field.getValue() instanceof Json.Obj schema
              && Objects.equals(schema.get("writeOnly"), Json.of(true));
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
