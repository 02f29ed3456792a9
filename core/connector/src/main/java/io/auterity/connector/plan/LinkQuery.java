package io.auterity.connector.plan;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of a vendor's link to the next page, as the caller hands it back: nothing of it is
 * believed but names and values, which are escaped anew.
 */
record LinkQuery(Map<String, Json> parameters) {

  private static final Pattern RAW = Pattern.compile("[^\\x21-\\x7e]|[\"<>\\\\^`{|}]");
  private static final Pattern QUERY = Pattern.compile("[\\x21-\\x7e&&[^#<>\"]]{1,4000}");

  /**
   * The address of the reply's link to the next page; null when there is none. A page never changes
   * host or path.
   *
   * @param when parameters that the link has besides
   */
  static @Nullable String next(Values reply, Map<String, String> when) {
    String header = reply.get("headers") instanceof Json.Obj all ? all.text("link") : null;
    return header == null ? null : WebLinks.next(header, when);
  }

  /** The query of an address; null when there is none. */
  static @Nullable String ofAddress(@Nullable String address) {
    String target = address == null ? "" : address.replaceFirst("#.*", "");
    int query = target.indexOf('?');
    return query < 0 ? null : escaped(target.substring(query + 1));
  }

  // Vendors write signs as they are that no address may hold.
  private static String escaped(String query) {
    return RAW.matcher(query).replaceAll(sign -> PathTemplate.escaped(sign.group(), false));
  }

  /**
   * Takes a query apart.
   *
   * @throws CallFailedException {@code invalid} when it is none
   */
  static LinkQuery of(String query) {
    if (!QUERY.matcher(query).matches()) {
      throw noCursor();
    }
    Map<String, List<Json>> values = new LinkedHashMap<>();
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      Json value = Json.of(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
    values.remove("");
    Map<String, Json> parameters = new LinkedHashMap<>();
    values.forEach((name, all) -> parameters.put(name, new Json.Arr(all)));
    return new LinkQuery(parameters);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw noCursor();
    }
  }

  /**
   * What it says besides what a request says itself.
   *
   * @throws CallFailedException {@code invalid} when that is nothing
   */
  Map<String, Json> besides(Set<String> own) {
    Map<String, Json> rest = new LinkedHashMap<>(parameters);
    rest.keySet().removeAll(own);
    if (rest.isEmpty()) {
      throw noCursor();
    }
    return rest;
  }

  /** Fails when a page would be longer than the vendor's list allows. */
  void checkLength(@Nullable String name, int most) {
    List<String> said =
        name == null ? List.of() : RequestBody.texts(parameters.getOrDefault(name, Json.NULL));
    for (String length : said) {
      if (!length.matches("\\d{1,9}") || Integer.parseInt(length) > most) {
        throw noCursor();
      }
    }
  }

  private static CallFailedException noCursor() {
    return new CallFailedException(
        FailureCode.INVALID, "the cursor is none of this list; begin without one");
  }
}
