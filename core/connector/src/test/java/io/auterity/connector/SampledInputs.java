package io.auterity.connector;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Payload;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Inputs of a file's operations, made of their schemas and the file's samples. */
final class SampledInputs {

  private final Json.Obj samples;
  private final Json.Obj ids;
  private final UnaryOperator<String> texts;

  /**
   * Inputs of one file.
   *
   * @param texts what a free text, which is given, is to be
   */
  SampledInputs(ConnectorFile file, UnaryOperator<String> texts) {
    this.samples = file.part("samples");
    this.ids = file.part("ids");
    this.texts = texts;
  }

  /**
   * The least input with which an operation can be asked, and the free texts that it may have;
   * empty when it takes no such texts.
   */
  Optional<Record> of(Capability capability) {
    Payload input = Payload.of(object(capability.inputSchema()));
    try {
      return Optional.of(VendorFiles.BINDER.bind(capability, input));
    } catch (CallFailedException e) {
      return Optional.empty();
    }
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
