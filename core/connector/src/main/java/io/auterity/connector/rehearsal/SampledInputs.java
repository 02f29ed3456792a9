package io.auterity.connector.rehearsal;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Inputs of a file's operations, made of their schemas and the file's samples. */
public final class SampledInputs {

  /** What an input is that says no more than it must. */
  public static final String LEAST = "the least";

  private static final Set<String> OF_PAGES = Set.of("cursor", "limit");

  private final Json.Obj samples;
  private final Json.Obj ids;
  private final UnaryOperator<String> texts;

  /**
   * One of them.
   *
   * @param what it has beyond the least, e.g. {@code state=open}
   */
  public record Sampled(String what, Json.Obj input) {}

  /**
   * Inputs of one file.
   *
   * @param texts what a free text, which is given, is to be
   */
  public SampledInputs(ConnectorFile file, UnaryOperator<String> texts) {
    this.samples = file.part("samples");
    this.ids = file.part("ids");
    this.texts = texts;
  }

  /**
   * The least input with which an operation can be asked, and the free texts that it may have;
   * empty when it takes no such texts.
   */
  public Optional<Record> of(Capability capability, Binder binder) {
    Payload input = Payload.of(object(capability.inputSchema()));
    try {
      return Optional.of(binder.bind(capability, input));
    } catch (CallFailedException e) {
      return Optional.empty();
    }
  }

  /**
   * The least input, that with all fields, and the least with each field alone: with each value
   * that it may have, and each that can be cleared also cleared.
   */
  public List<Sampled> all(Capability capability) {
    Json.Obj schema = capability.inputSchema();
    List<Json> required = ConnectorFile.list(schema, "required");
    Map<String, Json> fields = ConnectorFile.object(schema, "properties").fields();
    Json.Obj least = Json.EMPTY;
    Json.Obj most = Json.EMPTY;
    List<Sampled> all = new ArrayList<>();
    for (Map.Entry<String, Json> field : fields.entrySet()) {
      Json value = value(field.getKey(), set((Json.Obj) field.getValue()));
      least =
          required.contains(Json.of(field.getKey())) ? least.with(field.getKey(), value) : least;
      most = OF_PAGES.contains(field.getKey()) ? most : most.with(field.getKey(), value);
    }
    all.add(new Sampled(LEAST, least));
    all.add(new Sampled("all fields", most));
    for (Map.Entry<String, Json> field : fields.entrySet()) {
      for (Json value : values(field.getKey(), (Json.Obj) field.getValue())) {
        all.add(new Sampled(field.getKey() + "=" + value, least.with(field.getKey(), value)));
      }
    }
    return all.stream().filter(distinct()).toList();
  }

  private static Predicate<Sampled> distinct() {
    Set<Json> seen = new HashSet<>();
    return each -> seen.add(each.input());
  }

  /** Each value of a field, or one where any is taken. */
  private List<Json> values(String name, Json.Obj field) {
    if (name.equals("cursor")) {
      return List.of();
    }
    List<Json> values = new ArrayList<>(ConnectorFile.list(set(field), "enum"));
    if (values.isEmpty()) {
      values.add(value(name, set(field)));
    }
    if (changed(field) != null) {
      values.add(Json.NULL);
    }
    return values;
  }

  private static Json.Obj set(Json.Obj field) {
    return Objects.requireNonNullElse(changed(field), field);
  }

  private Json.Obj object(Json.Obj schema) {
    List<Json> required = ConnectorFile.list(schema, "required");
    Map<String, Json> fields = new LinkedHashMap<>();
    Map<String, Json> said = ConnectorFile.object(schema, "properties").fields();
    said.forEach(
        (name, one) -> {
          Json.Obj field = (Json.Obj) one;
          if (required.contains(Json.of(name)) || (isFreeText(field) && !name.equals("cursor"))) {
            fields.put(name, value(name, field));
          }
        });
    said.entrySet().stream()
        .filter(one -> changed((Json.Obj) one.getValue()) != null)
        .findFirst()
        .ifPresent(
            one ->
                fields.put(
                    one.getKey(),
                    value(
                        one.getKey(), Objects.requireNonNull(changed((Json.Obj) one.getValue())))));
    return new Json.Obj(fields);
  }

  /** What a field becomes that an update may also clear; one change is the least. */
  private static Json.@Nullable Obj changed(Json.Obj field) {
    List<Json> either = ConnectorFile.list(field, "anyOf");
    return either.size() == 2 && "null".equals(((Json.Obj) either.getLast()).text("type"))
        ? (Json.Obj) either.getFirst()
        : null;
  }

  private static boolean isFreeText(Json.Obj field) {
    return "string".equals(field.text("type"))
        && field.get("format") == null
        && field.get("enum") == null
        && field.get("pattern") == null;
  }

  private Json value(String name, Json.Obj field) {
    Json sample = samples.get(name);
    if (sample != null) {
      return sample;
    }
    if (!ConnectorFile.list(field, "anyOf").isEmpty()) {
      return reference(name);
    }
    List<Json> choices = ConnectorFile.list(field, "enum");
    if (!choices.isEmpty()) {
      return choices.getFirst();
    }
    return switch (Objects.requireNonNullElse(field.text("type"), "object")) {
      case "string" -> text(name, field);
      case "integer", "number" -> Objects.requireNonNullElse(field.get("minimum"), Json.of(1));
      case "boolean" -> Json.of(true);
      case "array" -> new Json.Arr(List.of(value(name, ConnectorFile.object(field, "items"))));
      default -> object(field);
    };
  }

  /** A place of the form that the file says for its name. */
  private Json reference(String name) {
    String form = ids.get(name) instanceof Json.Str(String text) ? text : "1";
    return Json.of(form.replaceAll("\\{[^}]*}", "1"));
  }

  private Json text(String name, Json.Obj field) {
    String format = Objects.requireNonNullElse(field.text("format"), "");
    return Json.of(
        switch (format) {
          case "date-time" -> "2031-02-03T04:05:06Z";
          case "date" -> "2031-02-03";
          case "uri" -> "https://place.example/x";
          default ->
              switch (name) {
                case "mediaType" -> "text/plain";
                case "base64" -> "YWJj";
                default -> texts.apply(name);
              };
        });
  }
}
