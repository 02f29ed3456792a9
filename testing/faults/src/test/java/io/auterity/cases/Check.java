package io.auterity.cases;

import io.auterity.spi.Json;
import io.auterity.testkit.strict.Places;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is to hold of a body.
 *
 * @param said as the case says it
 */
record Check(Json.Obj said) {

  static List<Check> all(Json.Obj holder, String name) {
    return Places.objects(holder, name + "[*]").stream().map(Check::new).toList();
  }

  /** What does not hold; empty where all does. */
  Optional<String> fault(Json body, String raw) {
    String at = said.text("at");
    List<Json> found = at == null ? List.of(Json.of(raw)) : Places.at(body, at);
    for (Map.Entry<String, Json> one : said.fields().entrySet()) {
      if (!one.getKey().equals("at") && !holds(one.getKey(), one.getValue(), found, body)) {
        return Optional.of("%s is %s".formatted(said, found));
      }
    }
    return Optional.empty();
  }

  private static boolean holds(String word, Json wanted, List<Json> found, Json body) {
    return switch (word) {
      case "is" -> some(found, one -> same(one, wanted));
      case "in" -> some(found, one -> ((Json.Arr) wanted).items().contains(one));
      case "not" -> found.stream().noneMatch(one -> same(one, wanted));
      case "most" -> some(found, one -> size(one) <= ((Json.Int) wanted).value());
      case "least" -> some(found, one -> size(one) >= ((Json.Int) wanted).value());
      case "matches" -> some(found, one -> finds(wanted, one));
      case "lacks" -> found.stream().noneMatch(one -> finds(wanted, one));
      case "same_as" -> some(found, one -> Places.at(body, text(wanted)).contains(one));
      case "distinct" -> new HashSet<>(found).size() == found.size();
      case "absent" -> found.isEmpty();
      default -> throw new IllegalArgumentException("no check is called " + word);
    };
  }

  private static boolean some(List<Json> found, Predicate<Json> each) {
    return !found.isEmpty() && found.stream().allMatch(each);
  }

  private static boolean same(Json one, Json wanted) {
    return one.equals(wanted) || one.toString().equals(wanted.toString());
  }

  private static boolean finds(Json wanted, Json one) {
    return Pattern.compile(text(wanted)).matcher(text(one)).find();
  }

  private static String text(Json value) {
    return value instanceof Json.Str(String text) ? text : value.toString();
  }

  private static long size(Json value) {
    return switch (value) {
      case Json.Str(String text) -> text.length();
      case Json.Arr(List<Json> items) -> items.size();
      case Json.Int(long number) -> number;
      case Json.Dec(double number) -> (long) Math.ceil(number);
      default -> 0;
    };
  }
}
