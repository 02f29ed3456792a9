package io.auterity.connector.plan;

import io.auterity.platform.expression.ValueType;
import io.auterity.platform.suggestion.Nearest;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path in which names stand in braces. Each becomes escaped text inside its segment, whatever is
 * in it; with a star its slashes stay.
 */
final class PathTemplate {

  private static final Pattern NAME =
      Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*(?:\\.[A-Za-z][A-Za-z0-9]*)*)(\\*?)}");
  // RFC 3986, 3.3: what may stand in a path as it is.
  private static final Pattern SIGNS =
      Pattern.compile("(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})*");
  private static final Set<String> DOTS = Set.of(".", "..");
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private final String path;
  private final List<String> literals = new ArrayList<>();
  private final List<Variable> variables = new ArrayList<>();

  private record Variable(String name, Mapping value, boolean slashes) {}

  /** Compiles a path; what is wrong with it is noted in the scope. */
  PathTemplate(String text, String path, NameScope scope) {
    this.path = path;
    Matcher found = NAME.matcher(text);
    int at = 0;
    while (found.find()) {
      literals.add(text.substring(at, found.start()));
      variables.add(variable(found.group(1), !found.group(2).isEmpty(), scope));
      at = found.end();
    }
    literals.add(text.substring(at));
    check(text, scope);
  }

  private void check(String text, NameScope scope) {
    if (!literals.stream().allMatch(literal -> SIGNS.matcher(literal).matches())) {
      scope.problems().add(path, "'%s' is no path".formatted(text), "write /a/{name}/b");
      return;
    }
    List<String> segments = List.of(String.join("x", literals).substring(1).split("/", -1));
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      boolean none = segment.isEmpty() && i < segments.size() - 1; // Folders end with a slash.
      if (none || DOTS.contains(segment.toLowerCase(Locale.ROOT).replace("%2e", "."))) {
        scope
            .problems()
            .add(path, "'%s' has a part that is none".formatted(text), "write /a/{name}/b");
        return;
      }
    }
  }

  private Variable variable(String name, boolean slashes, NameScope scope) {
    String root = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    if (!root.equals(name) && !scope.knows(root)) {
      scope
          .problems()
          .add(path, "there is no name '%s'".formatted(root), Nearest.fix(root, scope.names()));
      return new Variable(name, new Mapping.Refused(), slashes);
    }
    String expression = scope.knows(root) ? name : "input." + name;
    Mapping value = scope.mapping(path, Json.of("${" + expression + "}"));
    if (compound(value.type())) {
      scope
          .problems()
          .add(path, "{%s} is %s".formatted(name, value.type().described()), "take a part of it");
    }
    return new Variable(name, value, slashes);
  }

  private static boolean compound(ValueType type) {
    return type instanceof ValueType.ListOf
        || type instanceof ValueType.MapOf
        || type instanceof ValueType.Struct;
  }

  /**
   * The path, escaped.
   *
   * @throws CallFailedException {@code invalid} when a name has no text, or one that leads
   *     elsewhere
   */
  String of(Values values) {
    StringBuilder made = new StringBuilder(literals.getFirst());
    for (int i = 0; i < variables.size(); i++) {
      made.append(text(variables.get(i), values)).append(literals.get(i + 1));
    }
    for (String segment : made.toString().split("/", -1)) {
      if (segment.equals(".") || segment.equals("..")) {
        throw new CallFailedException(
            FailureCode.INVALID, "'%s' cannot be a part of a path".formatted(segment));
      }
    }
    return made.toString();
  }

  private String text(Variable variable, Values values) {
    Json value = variable.value().of(values);
    List<String> texts = value == null ? List.of() : RequestBody.texts(value);
    if (texts.size() != 1 || texts.getFirst().isEmpty()) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "'%s' must be one text that is not empty".formatted(variable.name()));
    }
    return escaped(texts.getFirst(), variable.slashes());
  }

  /** Percent-encoded but for letters, digits and {@code -._~}. */
  static String escaped(String text, boolean slashes) {
    StringBuilder made = new StringBuilder();
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      char sign = (char) (each & 0xff);
      if (UNRESERVED.indexOf(sign) >= 0 || (slashes && sign == '/')) {
        made.append(sign);
      } else {
        made.append('%').append(String.format("%02X", (int) sign));
      }
    }
    return made.toString();
  }
}
