package io.auterity.testkit.strict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Something that a vendor refuses. */
@FunctionalInterface
public interface StrictRule {

  /** What a request does against it; nothing where it keeps the rule. */
  Stream<Refusal> broken(Asked asked);

  /**
   * What a vendor says.
   *
   * @param param the field; null where the vendor names none
   * @param code the vendor's word; null where it has none
   */
  record Refusal(String message, @Nullable String param, @Nullable String code) {

    static Refusal of(String message) {
      return new Refusal(message, null, null);
    }
  }

  /** Fields of the body other than these. */
  static StrictRule known(String message, List<String> fields, @Nullable String code) {
    return asked ->
        asked.body().fields().keySet().stream()
            .filter(name -> !fields.contains(name))
            .map(name -> new Refusal(message.formatted(name), name, code));
  }

  /** Texts of more letters than that. */
  static StrictRule longest(String place, int most) {
    return asked ->
        asked.texts(place).stream()
            .filter(text -> text.length() > most)
            .map(text -> tooLong(place, most, text.length()));
  }

  private static Refusal tooLong(String place, int most, int length) {
    return new Refusal(
        "Invalid '%s': string too long. Expected a string with maximum length %d, but got a string with length %d instead."
            .formatted(place.replace("*", "0"), most, length),
        place.replace("*", "0"),
        "string_above_max_length");
  }

  /** Texts of another form. */
  static StrictRule form(String place, String pattern, String message) {
    Pattern form = Pattern.compile(pattern);
    return asked ->
        asked.texts(place).stream()
            .filter(text -> !form.matcher(text).matches())
            .map(
                text ->
                    new Refusal(
                        message.formatted(place.replace("*", "0"), text),
                        place.replace("*", "0"),
                        "invalid_value"));
  }

  /** What a request does that is said by a test of it. */
  static StrictRule when(Broken broken, String message) {
    return when(broken, message, null, null);
  }

  /** As above, told with the field and the vendor's word. */
  static StrictRule when(
      Broken broken, String message, @Nullable String param, @Nullable String code) {
    return asked ->
        broken.by(asked) ? Stream.of(new Refusal(message, param, code)) : Stream.empty();
  }

  /** More output than a model has, by the beginning of its name; the first that fits counts. */
  static StrictRule output(String place, Map<String, Integer> most, String message) {
    return asked -> {
      Double wanted = asked.number(place);
      List<Refusal> said = new ArrayList<>();
      most.entrySet().stream()
          .filter(one -> asked.model().startsWith(one.getKey()))
          .findFirst()
          .filter(one -> wanted != null && wanted > one.getValue())
          .ifPresent(
              one ->
                  said.add(
                      new Refusal(
                          message.formatted(
                              wanted == null ? 0 : wanted.longValue(),
                              one.getValue(),
                              asked.model()),
                          place,
                          null)));
      return said.stream();
    };
  }

  /** A test of a request. */
  @FunctionalInterface
  interface Broken {
    boolean by(Asked asked);
  }
}
