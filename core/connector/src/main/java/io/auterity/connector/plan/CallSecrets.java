package io.auterity.connector.plan;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The secrets of one call's input. What requests send may hold them; whatever else leaves the call
 * has a mark in their place, also where the vendor said them back.
 */
final class CallSecrets {

  /** The name under which requests read them. */
  static final String NAME = "vault";

  /** The name under which everything may read which of them were given, without their values. */
  static final String LENT = "lent";

  private static final String MARK = "(secret)";

  /** Shorter ones are hidden only where they are all of a text: they may stand in any word. */
  private static final int SHORTEST_PART = 6;

  /** What names a thing, or the rest of a list, and is given back as it is. */
  private static final Set<String> NAMES = Set.of("ref", "next", "cursor", "provider", "position");

  private final Json.Obj values;
  private final List<String> hidden;

  CallSecrets(Json.Obj values) {
    this.values = values;
    List<String> texts = new ArrayList<>();
    gather(values, texts);
    texts.sort(Comparator.comparingInt(String::length).reversed());
    this.hidden = texts.stream().distinct().toList();
  }

  private static void gather(Json value, List<String> texts) {
    switch (value) {
      case Json.Str(String text) when !text.isEmpty() -> texts.addAll(forms(text));
      case Json.Obj(Map<String, Json> fields) ->
          fields.values().forEach(field -> gather(field, texts));
      default -> {}
    }
  }

  // As it is, as JSON and a URL write it, and each of its lines.
  private static List<String> forms(String text) {
    String quoted = Json.of(text).toString();
    Stream<String> parts =
        Stream.concat(
                Stream.of(
                    quoted.substring(1, quoted.length() - 1),
                    URLEncoder.encode(text, StandardCharsets.UTF_8)),
                text.lines().map(String::strip))
            .filter(form -> form.length() >= SHORTEST_PART);
    return Stream.concat(Stream.of(text), parts).toList();
  }

  /** With the name that what is sent reads. */
  Values into(Values given) {
    return values.fields().isEmpty() ? given : given.with(NAME, values);
  }

  /** With the names of those that were given. */
  Values named(Values given) {
    return given.with(
        LENT, Json.array(values.fields().keySet().stream().<Json>map(Json::of).toList()));
  }

  /** The same failure without them. */
  CallFailedException without(CallFailedException e) {
    if (hidden.isEmpty()) {
      return e;
    }
    Failure failure = e.failure();
    Map<String, String> fields = new LinkedHashMap<>();
    failure.fields().forEach((name, text) -> fields.put(name, without(text)));
    return new CallFailedException(
        failure.withMessage(without(failure.message())).withFields(fields));
  }

  /** The same value without them. */
  Json without(Json value) {
    if (hidden.isEmpty()) {
      return value;
    }
    return switch (value) {
      case Json.Str(String text) -> Json.of(without(text));
      case Json.Arr(List<Json> items) -> new Json.Arr(items.stream().map(this::without).toList());
      case Json.Obj ref when isRef(ref) -> ref;
      case Json.Obj(Map<String, Json> fields) -> {
        Map<String, Json> made = new LinkedHashMap<>();
        fields.forEach(
            (name, field) -> made.put(name, NAMES.contains(name) ? field : without(field)));
        yield new Json.Obj(made);
      }
      default -> value;
    };
  }

  private static boolean isRef(Json.Obj value) {
    return value.fields().keySet().equals(Set.of("provider", "id"));
  }

  /** The same text without them. */
  String without(String text) {
    String seen = text;
    for (String secret : hidden) {
      boolean whole = seen.equals(secret);
      seen = whole || secret.length() >= SHORTEST_PART ? seen.replace(secret, MARK) : seen;
    }
    return seen;
  }
}
