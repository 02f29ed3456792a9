package io.auterity.platform.expression;

import com.google.common.base.CharMatcher;
import io.auterity.platform.expression.FunctionLibrary.Function;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The functions of JSON values that each expression may call. A function of a text that is given
 * null returns null; any other value of a wrong type is refused.
 */
final class StandardFunctions {

  private static final int LONGEST_SLUG = 100;
  private static final int DEEPEST = 100;
  private static final ValueType OBJECT = new MapOf(Scalar.ANY);
  private static final ValueType NAMES = new ListOf(Scalar.TEXT);
  private static final JsonReader JSON =
      JsonReader.bounded(FunctionLibrary.MOST_CHARACTERS, FunctionLibrary.MOST_VALUES);

  static final List<Function> ALL =
      List.of(
          new Function("fromJson", List.of(Scalar.TEXT), Scalar.ANY, a -> parsed(a.getFirst()))
              .listed(
                  "The value of a JSON text, which is no expression, whatever stands in it",
                  "fromJson('{\"a\": [1, null]}').a",
                  "[1,null]"),
          new Function(
                  "entries", List.of(OBJECT), listOfEntries(), a -> entries(object(a.getFirst())))
              .listed(
                  "The fields of an object as a list, each as `key` and `value`",
                  "entries({'a': 1, 'b': 2})",
                  "[{\"key\":\"a\",\"value\":1},{\"key\":\"b\",\"value\":2}]"),
          new Function(
                  "merge",
                  List.of(OBJECT, OBJECT),
                  OBJECT,
                  a -> merged(object(a.get(0)), object(a.get(1))))
              .listed(
                  "The fields of both objects, those of the second where they have the same name",
                  "merge({'a': 1, 'b': 1}, {'b': 2})",
                  "{\"a\":1,\"b\":2}"),
          new Function(
                  "only", List.of(OBJECT, NAMES), OBJECT, a -> only(object(a.get(0)), a.get(1)))
              .listed(
                  "The object with the fields of these names alone",
                  "only({'a': 1, 'b': 2}, ['a', 'c'])",
                  "{\"a\":1}"),
          new Function(
                  "without",
                  List.of(OBJECT, NAMES),
                  OBJECT,
                  a -> without(object(a.get(0)), a.get(1)))
              .listed(
                  "The object without the fields of these names",
                  "without({'a': 1, 'b': 2}, ['a'])",
                  "{\"b\":2}"),
          Function.ofText("base64", StandardFunctions::encoded)
              .listed("The bytes of a text, in UTF-8, in base64", "base64('a+b')", "\"YSti\""),
          Function.ofText(
                  "unbase64",
                  text -> new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8))
              .listed(
                  "The text whose bytes stand in base64; bytes that are no text become U+FFFD",
                  "unbase64('YSti')",
                  "\"a+b\""),
          Function.ofText("sha256", StandardFunctions::sha256)
              .listed(
                  "The SHA-256 digest of a text in UTF-8, in hexadecimal digits",
                  "sha256('a')",
                  "\"ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb\""),
          Function.ofText("urlEncode", StandardFunctions::urlEncoded)
              .listed(
                  "A text as part of an address: all but letters, digits and `-._~` in percent"
                      + " signs",
                  "'?q=' + urlEncode('a b&c')",
                  "\"?q=a%20b%26c\""),
          Function.ofText("slug", StandardFunctions::slug)
              .listed(
                  "A text in small letters, digits and hyphens, at most 100 of them",
                  "slug('Ein schöner Tag!')",
                  "\"ein-schoner-tag\""));

  private static Json.Obj object(Json value) {
    if (value instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalArgumentException("takes an object");
  }

  private static ValueType listOfEntries() {
    Map<String, ValueType> fields = new LinkedHashMap<>();
    fields.put("key", Scalar.TEXT);
    fields.put("value", Scalar.ANY);
    return new ListOf(Struct.required(fields));
  }

  private static Json parsed(Json value) {
    if (value instanceof Json.Null) {
      return value;
    }
    try {
      Json parsed = JSON.read(Function.text(value).getBytes(StandardCharsets.UTF_8));
      requireFlat(parsed, 0);
      return parsed;
    } catch (CallFailedException e) {
      throw new IllegalArgumentException(e.failure().message(), e);
    }
  }

  private static void requireFlat(Json value, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("the value is nested deeper than " + DEEPEST);
    }
    switch (value) {
      case Json.Arr(List<Json> items) -> items.forEach(item -> requireFlat(item, depth + 1));
      case Json.Obj(Map<String, Json> fields) ->
          fields.values().forEach(field -> requireFlat(field, depth + 1));
      default -> {}
    }
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  // Java writes a form's body, which differs from RFC 3986 in three characters.
  private static String urlEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String slug(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    String slug = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = slug.substring(0, Math.min(slug.length(), LONGEST_SLUG));
    return CharMatcher.is('-').trimFrom(cut);
  }

  private static Json entries(Json.Obj object) {
    List<Json> entries = new ArrayList<>();
    object
        .fields()
        .forEach(
            (name, value) ->
                entries.add(Json.EMPTY.with("key", Json.of(name)).with("value", value)));
    return new Json.Arr(entries);
  }

  private static Json only(Json.Obj object, Json names) {
    Map<String, Json> fields = new LinkedHashMap<>();
    if (names instanceof Json.Arr(List<Json> items)) {
      for (Json name : items) {
        Json value = object.get(Function.text(name));
        if (value != null) {
          fields.put(Function.text(name), value);
        }
      }
    }
    return new Json.Obj(fields);
  }

  private static Json without(Json.Obj object, Json names) {
    Map<String, Json> fields = new LinkedHashMap<>(object.fields());
    if (names instanceof Json.Arr(List<Json> items)) {
      items.forEach(name -> fields.remove(Function.text(name)));
    }
    return new Json.Obj(fields);
  }

  private static Json merged(Json.Obj first, Json.Obj second) {
    Map<String, Json> fields = new LinkedHashMap<>(first.fields());
    fields.putAll(second.fields());
    return new Json.Obj(fields);
  }
}
