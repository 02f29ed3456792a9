package io.auterity.relay.capture;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Masks the texts of a JSON value, its numbers and the names of its fields included, as the words
 * that they are: in JSON text a line break before a number is a letter. Text that is itself a JSON
 * object or array, as arguments of tools are, is masked likewise. All texts go through the masker
 * in one piece.
 */
final class JsonMasking {

  /** No masker touches it, and in no text of ours does it stand for anything. */
  private static final String BETWEEN = "\n\n\u241E\n\n";

  private static final JsonReader READER = new JsonReader(Integer.MAX_VALUE);

  private final List<String> texts = new ArrayList<>();
  private Iterator<String> masked = texts.iterator();

  private JsonMasking() {}

  /**
   * The same JSON with its texts masked.
   *
   * @throws CallFailedException when the masker cannot, or leaves what does not fit
   */
  static String mask(String json, UnaryOperator<String> masker) {
    Json value = READER.read(json.getBytes(StandardCharsets.UTF_8));
    JsonMasking masking = new JsonMasking();
    masking.gather(value);
    if (masking.texts.isEmpty()) {
      return json;
    }
    String all = masker.apply(String.join(BETWEEN, masking.texts));
    List<String> apart = Arrays.asList(all.split(BETWEEN, -1));
    if (apart.size() != masking.texts.size()) {
      throw new CallFailedException(
          FailureCode.INTERNAL, "the masked texts are not as many as there were");
    }
    masking.masked = apart.iterator();
    return masking.again(value).toString();
  }

  private void gather(Json value) {
    switch (value) {
      case Json.Str(String text) -> {
        Json inner = structure(text);
        if (inner == null) {
          texts.add(text);
        } else {
          gather(inner);
        }
      }
      case Json.Int number -> texts.add(number.toString());
      case Json.Dec number -> texts.add(number.toString());
      case Json.Arr(List<Json> items) -> items.forEach(this::gather);
      case Json.Obj(Map<String, Json> fields) ->
          fields.forEach(
              (name, field) -> {
                texts.add(name);
                gather(field);
              });
      case Json.Bool ignored -> {}
      case Json.Null ignored -> {}
    }
  }

  private Json again(Json value) {
    return switch (value) {
      case Json.Str(String text) -> {
        Json inner = structure(text);
        yield Json.of(inner == null ? masked.next() : again(inner).toString());
      }
      case Json.Int number -> number(number);
      case Json.Dec number -> number(number);
      case Json.Arr(List<Json> items) -> Json.array(items.stream().map(this::again).toList());
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> all = new LinkedHashMap<>();
        fields.forEach((name, field) -> all.put(masked.next(), again(field)));
        yield Json.object(all);
      }
      case Json.Bool bool -> bool;
      case Json.Null none -> none;
    };
  }

  private Json number(Json number) {
    String text = masked.next();
    return text.equals(number.toString()) ? number : Json.of(text);
  }

  private static @Nullable Json structure(String text) {
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return null;
    }
    try {
      return READER.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (CallFailedException e) {
      return null;
    }
  }
}
