package io.auterity.connector.plan;

import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pattern of an id that names a place by one text, such as {@code {owner}/{repo}#{number}}, and
 * takes it apart.
 */
final class IdPattern {

  private static final Pattern PART = Pattern.compile("\\{([a-z][A-Za-z0-9]*)}");

  private final String name;
  private final String text;
  private final Set<String> parts = new LinkedHashSet<>();
  private final Pattern pattern;

  IdPattern(String name, String text) {
    this.name = name;
    this.text = text;
    String signs = PART.matcher(text).replaceAll("").replaceAll("[\\p{L}\\p{N}]", "");
    // No part holds a sign that stands between parts, so that there is one way to take it apart.
    String part = signs.isEmpty() ? "(.+)" : "([^" + escaped(signs) + "]+)";
    StringBuilder regex = new StringBuilder();
    Matcher found = PART.matcher(text);
    int at = 0;
    while (found.find()) {
      regex.append(Pattern.quote(text.substring(at, found.start()))).append(part);
      parts.add(found.group(1));
      at = found.end();
    }
    pattern = Pattern.compile(regex.append(Pattern.quote(text.substring(at))).toString());
  }

  /** What is wrong with the text; null when nothing is. */
  static @Nullable String flaw(String text) {
    List<String> names = PART.matcher(text).results().map(found -> found.group(1)).toList();
    String rest = PART.matcher(text).replaceAll("\u0001");
    if (rest.contains("{") || rest.contains("}")) {
      return "holds a brace that is no {name}; names begin with a small letter";
    }
    if (rest.contains("\u0001\u0001")) {
      return "has two names with nothing between them, so that it cannot be taken apart";
    }
    return Set.copyOf(names).size() < names.size() ? "has a name twice" : null;
  }

  private static String escaped(String signs) {
    return signs.replaceAll("(.)", "\\\\$1");
  }

  /** An object with its parts. */
  ValueType type() {
    Map<String, ValueType> types = new LinkedHashMap<>();
    parts.forEach(part -> types.put(part, Scalar.TEXT));
    return ValueType.Struct.required(types);
  }

  /**
   * The parts of an id.
   *
   * @throws CallFailedException {@code not_found} when it cannot be one
   */
  Json.Obj apart(String id) {
    Matcher found = pattern.matcher(id);
    if (!found.matches()) {
      throw new CallFailedException(
          FailureCode.NOT_FOUND,
          "there is no %s '%s'; its id looks like %s".formatted(name, id, text));
    }
    Json.Obj made = Json.EMPTY;
    int group = 1;
    for (String part : parts) {
      made = made.with(part, Json.of(found.group(group++)));
    }
    return made;
  }
}
