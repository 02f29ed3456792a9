package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.json.JsonPath;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mapping of an operation's input before its vendor is asked: ids are taken apart, and values
 * get names.
 */
final class OperationInput {

  private static final Set<String> BEFORE_REPLIES =
      Set.of("config", "tables", "back", "input", "key");

  /** What the paging of a list reads of the input. */
  private static final Set<String> OF_LISTS = Set.of("cursor", "limit");

  private final String path;
  private final Json.Obj schema;
  private final List<String> notCleared;
  private final Map<String, IdPattern> refs = new LinkedHashMap<>();
  private final Map<String, Let> lets = new LinkedHashMap<>();
  private @Nullable NameScope scope;

  /** A name for a value; with a pattern for its parts. */
  private record Let(Mapping of, @Nullable IdPattern as) {}

  OperationInput(Json.Obj said, String path, Json.Obj schema) {
    this.path = path;
    this.schema = schema;
    this.notCleared = texts(said, "notCleared");
  }

  private static List<String> texts(Json.Obj said, String name) {
    List<String> texts = new ArrayList<>();
    for (Json item : ConnectorFile.list(said, name)) {
      texts.add(item instanceof Json.Str(String text) ? text : "");
    }
    return texts;
  }

  /** Compiles the names that a file gives; those that the first request knows. */
  NameScope compile(Json.Obj said, FileParts parts) {
    NameScope names = named(parts);
    for (Map.Entry<String, Json> each : ConnectorFile.object(said, "let").fields().entrySet()) {
      names = let(each.getKey(), each.getValue(), names, parts.ids());
    }
    return names;
  }

  private NameScope named(FileParts parts) {
    Map<String, ValueType> names = new LinkedHashMap<>();
    RecordForm form = new RecordForm(schema);
    names.put("input", form.input());
    names.put("key", Scalar.TEXT);
    if (form.secrets() != null) {
      names.put(CallSecrets.LENT, new ValueType.ListOf(Scalar.TEXT));
    }
    for (String field : form.refs()) {
      IdPattern id = parts.ids().get(field);
      if (id != null) {
        refs.put(field, id);
        names.put(field, id.type());
      }
    }
    scope = parts.everywhere().with(names).withSecrets(form.secrets()).remembering();
    return scope;
  }

  private NameScope let(String name, Json said, NameScope names, Map<String, IdPattern> ids) {
    String place = JsonPath.field(JsonPath.field(path, "let"), name);
    names.checkNew(name, place);
    Json.Obj let = said instanceof Json.Obj object ? object : Json.EMPTY;
    Json of = let.fields().getOrDefault("of", Json.NULL);
    Mapping value = names.mapping(JsonPath.field(place, "of"), of);
    String as = let.text("as");
    IdPattern id = as == null ? null : id(as, place, ids, names.problems());
    lets.put(name, new Let(value, id));
    return names.with(name, id == null ? value.type() : id.type());
  }

  private static @Nullable IdPattern id(
      String as, String place, Map<String, IdPattern> ids, FileProblems problems) {
    IdPattern id = ids.get(as);
    if (id == null) {
      problems.add(
          JsonPath.field(place, "as"),
          "there is no id '%s'".formatted(as),
          Nearest.fix(as, ids.keySet()));
    }
    return id;
  }

  /**
   * Notes fields that are said not to be cleared, and that the input does not have.
   *
   * @param whole whether each field that nothing reads is a caution, too
   */
  void check(FileProblems problems, boolean whole) {
    ValueType input = ValueType.ofSchema(schema);
    for (String field : notCleared) {
      if (input instanceof ValueType.Struct(var fields) && !fields.containsKey(field)) {
        problems.add(
            JsonPath.field(path, "notCleared"),
            "there is no field '%s'".formatted(field),
            Nearest.fix(field, fields.keySet()));
      }
    }
    if (whole) {
      cautionOfDropped(problems);
    }
  }

  // What callers may leave out and give all the same would be dropped without a word.
  private void cautionOfDropped(FileProblems problems) {
    Set<List<String>> read = scope == null ? Set.of() : scope.read();
    if (read.contains(List.of("input"))
        || !(new RecordForm(schema).input() instanceof ValueType.Struct(var fields))) {
      return;
    }
    List<Json> required = ConnectorFile.list(schema, "required");
    List<String> dropped =
        fields.keySet().stream()
            .filter(field -> !OF_LISTS.contains(field) && !required.contains(Json.of(field)))
            .filter(field -> read.stream().noneMatch(place -> isOf(field, place)))
            .sorted()
            .toList();
    if (!dropped.isEmpty()) {
      problems.caution(
          path,
          "drops what callers may give: %s".formatted(String.join(", ", dropped)),
          "send it, or refuse it: {when: ${has(input.%s)}, code: unsupported, field: %s, message: why}"
              .formatted(dropped.getFirst(), dropped.getFirst()));
    }
  }

  private static boolean isOf(String field, List<String> place) {
    return place.getFirst().equals(field)
        || (place.size() > 1 && place.getFirst().equals("input") && place.get(1).equals(field));
  }

  /** The fields whose ids are taken apart. */
  Set<String> refs() {
    return refs.keySet();
  }

  /** Whether an expression of these names reads more than what was there before the first reply. */
  boolean readsReply(Set<String> names) {
    return names.stream()
        .anyMatch(
            name ->
                !BEFORE_REPLIES.contains(name)
                    && !refs.containsKey(name)
                    && !lets.containsKey(name));
  }

  /**
   * What the names are worth for one call.
   *
   * @param open what is known without its input
   * @throws CallFailedException {@code invalid} when a field would be cleared that cannot be;
   *     {@code not_found} when an id is none
   */
  Values named(Values open, Json.Obj input, @Nullable String key) {
    requireNotCleared(input);
    Values values = open.with("input", input);
    for (Map.Entry<String, IdPattern> ref : refs.entrySet()) {
      String id = RecordForm.id(input.get(ref.getKey()));
      values = id == null ? values : values.with(ref.getKey(), ref.getValue().apart(id));
    }
    return lets(key == null ? values : values.with("key", Json.of(key)));
  }

  private void requireNotCleared(Json.Obj input) {
    for (String field : notCleared) {
      if (input.get(field) instanceof Json.Null) {
        throw new CallFailedException(
            Failure.of(FailureCode.INVALID, field + " cannot be cleared here; give a value")
                .withFields(Map.of(field, "cannot be cleared")));
      }
    }
  }

  private Values lets(Values named) {
    Values values = named;
    for (Map.Entry<String, Let> let : lets.entrySet()) {
      Json value = let.getValue().of().of(values);
      IdPattern as = let.getValue().as();
      if (value instanceof Json.Str(String text) && as != null) {
        value = as.apart(text);
      }
      values = value == null ? values : values.with(let.getKey(), value);
    }
    return values;
  }
}
