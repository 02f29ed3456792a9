package io.auterity.plugins.ci.embedded;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.toolkit.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The build file of a commit: the workflow that it runs and the inputs that this is given.
 *
 * <pre>
 * format: 1
 * workflow: release-notes
 * inputs:
 *   commit: ${build.commit}
 *   audience: ${variables.AUDIENCE}
 *   strict: true
 * </pre>
 *
 * <p>In texts of {@code inputs} stand {@code ${build.repository}}, {@code ${build.commit}}, {@code
 * ${build.ref}}, {@code ${build.branch}} and {@code ${variables.NAME}}. An input that is one of
 * them alone is left out where that has no value; inside a text it is empty then.
 */
record BuildFile(String path, String workflow, Json.Obj inputs) {

  private static final int MOST_CHARACTERS = 65_536;
  private static final int DEEPEST = 20;

  /** What ids of workflows look like. */
  private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?");

  private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
  private static final Set<String> OF_BUILD =
      new TreeSet<>(Set.of("build.repository", "build.commit", "build.ref", "build.branch"));
  private static final Pattern VARIABLE = Pattern.compile("variables\\.([A-Za-z_][A-Za-z0-9_]*)");
  private static final Set<String> FIELDS = Set.of("format", "workflow", "inputs");

  /**
   * Reads a file.
   *
   * @throws CallFailedException {@code invalid}, naming the place and what to do
   */
  static BuildFile read(String path, String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw Refusal.invalid(path, "has more than %d characters".formatted(MOST_CHARACTERS));
    }
    Reading reading = new Reading(path);
    Json.Obj file = reading.document(text);
    file.fields().keySet().stream()
        .filter(name -> !FIELDS.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw reading.wrong(name, "is no field of it: use format, workflow and inputs");
            });
    if (!Json.of(1).equals(file.get("format"))) {
      throw reading.wrong("format", "must be 1");
    }
    String workflow = file.text("workflow");
    if (workflow == null || !ID.matcher(workflow).matches()) {
      throw reading.wrong("workflow", "must be the id of a workflow");
    }
    Json inputs = file.get("inputs");
    if (inputs != null && !(inputs instanceof Json.Obj)) {
      throw reading.wrong("inputs", "must hold values by name");
    }
    BuildFile read = new BuildFile(path, workflow, inputs instanceof Json.Obj o ? o : Json.EMPTY);
    read.places(reading, "inputs", read.inputs());
    return read;
  }

  /** The names of the variables that it uses. */
  Set<String> variables() {
    Set<String> names = new TreeSet<>();
    texts(
        inputs, text -> PLACE.matcher(text).results().forEach(at -> variable(at.group(1), names)));
    return names;
  }

  private static void variable(String place, Set<String> names) {
    Matcher found = VARIABLE.matcher(place);
    if (found.matches()) {
      names.add(found.group(1));
    }
  }

  /**
   * What the workflow is given.
   *
   * @param values of places, null where one has none
   */
  Json.Obj filled(Function<String, @Nullable String> values) {
    return (Json.Obj) Objects.requireNonNull(fill(inputs, values));
  }

  private static @Nullable Json fill(Json value, Function<String, @Nullable String> values) {
    return switch (value) {
      case Json.Str(String text) -> fill(text, values);
      case Json.Arr(List<Json> items) -> {
        List<Json> filled = new ArrayList<>();
        items.forEach(item -> add(filled, fill(item, values)));
        yield Json.array(filled);
      }
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> filled = new LinkedHashMap<>();
        fields.forEach((name, field) -> put(filled, name, fill(field, values)));
        yield Json.object(filled);
      }
      default -> value;
    };
  }

  private static void add(List<Json> items, @Nullable Json item) {
    if (item != null) {
      items.add(item);
    }
  }

  private static void put(Map<String, Json> fields, String name, @Nullable Json field) {
    if (field != null) {
      fields.put(name, field);
    }
  }

  private static @Nullable Json fill(String text, Function<String, @Nullable String> values) {
    Matcher whole = PLACE.matcher(text);
    if (whole.matches()) {
      String value = values.apply(whole.group(1));
      return value == null ? null : Json.of(value);
    }
    return Json.of(
        PLACE
            .matcher(text)
            .replaceAll(
                at -> {
                  String value = values.apply(at.group(1));
                  return Matcher.quoteReplacement(value == null ? "" : value);
                }));
  }

  private void places(Reading reading, String at, Json value) {
    switch (value) {
      case Json.Str(String text) ->
          PLACE.matcher(text).results().forEach(found -> reading.known(at, found.group(1)));
      case Json.Arr(List<Json> items) -> items.forEach(item -> places(reading, at + "[]", item));
      case Json.Obj(Map<String, Json> fields) ->
          fields.forEach((name, field) -> places(reading, at + "." + name, field));
      default -> {}
    }
  }

  private static void texts(Json value, Consumer<String> each) {
    switch (value) {
      case Json.Str(String text) -> each.accept(text);
      case Json.Arr(List<Json> items) -> items.forEach(item -> texts(item, each));
      case Json.Obj(Map<String, Json> fields) ->
          fields.values().forEach(field -> texts(field, each));
      default -> {}
    }
  }

  /** Reads the text of one file. */
  private record Reading(String path) {

    Json.Obj document(String text) {
      Object read;
      try {
        read = new Load(settings()).loadFromString(text);
      } catch (YamlEngineException e) {
        throw Refusal.invalid(path, "is no YAML: " + firstLine(e));
      }
      if (json("", read, 0) instanceof Json.Obj file) {
        return file;
      }
      throw Refusal.invalid(path, "must begin with format, workflow and inputs");
    }

    private LoadSettings settings() {
      return LoadSettings.builder()
          .setLabel(path)
          .setMaxAliasesForCollections(10)
          .setAllowDuplicateKeys(false)
          .setCodePointLimit(MOST_CHARACTERS)
          .build();
    }

    private static String firstLine(YamlEngineException e) {
      return String.valueOf(e.getMessage()).lines().limit(2).reduce((a, b) -> a + b).orElse("");
    }

    private Json json(String at, @Nullable Object value, int depth) {
      if (depth > DEEPEST) {
        throw wrong(at, "is nested deeper than %d".formatted(DEEPEST));
      }
      return switch (value) {
        case null -> Json.NULL;
        case String text -> Json.of(text);
        case Boolean truth -> Json.of(truth.booleanValue());
        case Integer number -> Json.of(number.longValue());
        case Long number -> Json.of(number.longValue());
        case Double number when Double.isFinite(number) -> Json.of(number.doubleValue());
        case List<?> items -> Json.array(items.stream().map(i -> json(at, i, depth + 1)).toList());
        case Map<?, ?> fields -> object(at, fields, depth);
        default -> throw wrong(at, "must be text, a number, a truth, a list or values by name");
      };
    }

    private Json object(String at, Map<?, ?> fields, int depth) {
      Map<String, Json> read = new LinkedHashMap<>();
      fields.forEach(
          (name, field) -> {
            String place = at.isEmpty() ? String.valueOf(name) : at + "." + name;
            if (!(name instanceof String text)) {
              throw wrong(place, "must be named by text");
            }
            read.put(text, json(place, field, depth + 1));
          });
      return Json.object(read);
    }

    void known(String at, String place) {
      if (!OF_BUILD.contains(place) && !VARIABLE.matcher(place).matches()) {
        throw wrong(
            at,
            "names ${%s}: use %s or variables.NAME".formatted(place, String.join(", ", OF_BUILD)));
      }
    }

    CallFailedException wrong(String at, String rule) {
      return Refusal.invalid(path + ": " + at, rule);
    }
  }
}
