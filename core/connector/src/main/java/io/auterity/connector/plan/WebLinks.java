package io.auterity.connector.plan;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The links of a header {@code Link} (RFC 8288, 3 and B.2): {@code <target>; name=value; …} between
 * commas, where a quoted value may hold any sign.
 */
final class WebLinks {

  private final String header;
  private int at;

  private WebLinks(String header) {
    this.header = header;
  }

  /**
   * The target of the first link of relation {@code next} from the page itself; null without.
   *
   * @param when parameters that the link has besides, each with its value; of an absent one the
   *     value is empty
   */
  static @Nullable String next(String header, Map<String, String> when) {
    WebLinks links = new WebLinks(header);
    while (links.skipTo('<')) {
      String target = links.until('>');
      Map<String, String> parameters = links.parameters();
      String relations = parameters.getOrDefault("rel", "").toLowerCase(Locale.ROOT);
      boolean next = (" " + relations.strip().replaceAll("\\s+", " ") + " ").contains(" next ");
      boolean leads = next && !parameters.containsKey("anchor") && holds(parameters, when);
      if (target != null && leads) {
        return target.strip();
      }
    }
    return null;
  }

  private static boolean holds(Map<String, String> parameters, Map<String, String> when) {
    return when.entrySet().stream()
        .allMatch(
            each ->
                parameters
                    .getOrDefault(each.getKey().toLowerCase(Locale.ROOT), "")
                    .equals(each.getValue()));
  }

  // What stands before the next link is no link.
  private boolean skipTo(char sign) {
    int found = header.indexOf(sign, at);
    at = found < 0 ? header.length() : found + 1;
    return found >= 0;
  }

  private @Nullable String until(char sign) {
    int found = header.indexOf(sign, at);
    String text = found < 0 ? null : header.substring(at, found);
    at = found < 0 ? header.length() : found + 1;
    return text;
  }

  // Of a name that stands twice the first counts.
  private Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>();
    while (skipSpace() == ';') {
      at++;
      skipSpace();
      String name = token().toLowerCase(Locale.ROOT);
      String value = "";
      if (skipSpace() == '=') {
        at++;
        value = skipSpace() == '"' ? quoted() : token();
      }
      parameters.putIfAbsent(name, value);
    }
    return parameters;
  }

  private char skipSpace() {
    while (at < header.length() && Character.isWhitespace(header.charAt(at))) {
      at++;
    }
    return at < header.length() ? header.charAt(at) : 0;
  }

  private String token() {
    int from = at;
    while (at < header.length() && ";,= \t".indexOf(header.charAt(at)) < 0) {
      at++;
    }
    return header.substring(from, at);
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    for (at++; at < header.length() && header.charAt(at) != '"'; at++) {
      if (header.charAt(at) == '\\' && at + 1 < header.length()) {
        at++;
      }
      text.append(header.charAt(at));
    }
    at++;
    return text.toString();
  }
}
