package io.auterity.connector.function;

import io.auterity.platform.expression.FunctionLibrary;
import io.auterity.platform.expression.FunctionLibrary.Body;
import io.auterity.platform.expression.FunctionLibrary.Function;
import io.auterity.platform.expression.FunctionLibrary.ValueBound;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
import java.util.function.UnaryOperator;

/**
 * The library of connector files. A function of a text that is given null returns null; any other
 * value of a wrong type is refused.
 */
public final class ConnectorFunctions {

  private static final int PARTS = 100_000;
  private static final int CHARACTERS = 12_000_000;
  private static final int LONGEST_SLUG = 100;
  private static final ValueType ANYTHING = new MapOf(Scalar.ANY);
  private static final JsonReader JSON = new JsonReader(CHARACTERS);

  /** The one library. */
  public static final FunctionLibrary LIBRARY =
      FunctionLibrary.of(
          List.of(
              of("time", List.of(Scalar.ANY), Scalar.TEXT, a -> VendorTime.read(a.getFirst())),
              of(
                  "timeMillis",
                  List.of(Scalar.ANY),
                  Scalar.TEXT,
                  a -> VendorTime.ofMillis(a.getFirst())),
              of("toAdf", List.of(Scalar.TEXT), Scalar.ANY, a -> adf(a.getFirst())),
              of("fromAdf", List.of(Scalar.ANY), Scalar.TEXT, a -> AdfReader.read(a.getFirst())),
              text("toHtml", HtmlText::write),
              of(
                  "toHtmlOver",
                  List.of(Scalar.TEXT, Scalar.TEXT),
                  Scalar.TEXT,
                  a -> over(a.get(0), a.get(1))),
              text("fromHtml", HtmlText::read),
              text("base64", ConnectorFunctions::encoded),
              text(
                  "unbase64",
                  text -> new String(Base64.getMimeDecoder().decode(text), StandardCharsets.UTF_8)),
              of("readable", List.of(Scalar.TEXT), Scalar.ANY, a -> readable(a.getFirst())),
              text("quoted", ConnectorFunctions::quoted),
              text("slug", ConnectorFunctions::slug),
              of("toJson", List.of(Scalar.ANY), Scalar.TEXT, a -> Json.of(a.get(0).toString())),
              of("fromJson", List.of(Scalar.TEXT), Scalar.ANY, a -> parsed(a.getFirst())),
              of(
                  "toFirestore",
                  List.of(Scalar.ANY, Scalar.TEXT),
                  Scalar.ANY,
                  a -> FirestoreValues.write(a.get(0), text(a.get(1)))),
              of(
                  "fromFirestore",
                  List.of(ANYTHING, Scalar.TEXT),
                  ANYTHING,
                  a -> FirestoreValues.read(a.get(0), text(a.get(1)))),
              of(
                  "firestoreField",
                  List.of(ANYTHING, Scalar.TEXT),
                  Scalar.ANY,
                  a -> FirestoreValues.at(a.get(0), text(a.get(1)))),
              of(
                  "numbered",
                  List.of(new ListOf(Scalar.ANY)),
                  listOfNumbered(),
                  a -> numbered(a.getFirst())),
              of(
                  "parameters",
                  List.of(Scalar.TEXT),
                  ANYTHING,
                  a -> a.getFirst() instanceof Json.Null ? Json.EMPTY : parameters(a.getFirst())),
              of("entries", List.of(ANYTHING), listOfEntries(), a -> entries(object(a.getFirst()))),
              text("sha256", ConnectorFunctions::sha256),
              of(
                  "only",
                  List.of(ANYTHING, new ListOf(Scalar.TEXT)),
                  ANYTHING,
                  a -> only(object(a.get(0)), a.get(1))),
              of(
                  "without",
                  List.of(ANYTHING, new ListOf(Scalar.TEXT)),
                  ANYTHING,
                  a -> without(object(a.get(0)), a.get(1))),
              of(
                  "merge",
                  List.of(ANYTHING, ANYTHING),
                  ANYTHING,
                  a -> merged(object(a.get(0)), object(a.get(1))))),
          new ValueBound(PARTS, CHARACTERS));

  private static ValueType listOfEntries() {
    Map<String, ValueType> fields = new LinkedHashMap<>();
    fields.put("key", Scalar.TEXT);
    fields.put("value", Scalar.ANY);
    return new ListOf(Struct.required(fields));
  }

  private static ValueType listOfNumbered() {
    Map<String, ValueType> fields = new LinkedHashMap<>();
    fields.put("at", Scalar.INT);
    fields.put("value", Scalar.ANY);
    return new ListOf(Struct.required(fields));
  }

  private static Function of(String name, List<ValueType> parameters, ValueType result, Body body) {
    return new Function(name, parameters, result, body);
  }

  private static Function text(String name, UnaryOperator<String> body) {
    return of(
        name,
        List.of(Scalar.TEXT),
        Scalar.TEXT,
        a ->
            a.getFirst() instanceof Json.Null
                ? Json.NULL
                : Json.of(body.apply(text(a.getFirst()))));
  }

  private static String text(Json value) {
    if (value instanceof Json.Str(String text)) {
      return text;
    }
    throw new IllegalArgumentException("takes a text");
  }

  private static Json.Obj object(Json value) {
    if (value instanceof Json.Obj object) {
      return object;
    }
    throw new IllegalArgumentException("takes an object");
  }

  private static Json adf(Json value) {
    return value instanceof Json.Null ? value : AdfWriter.write(text(value));
  }

  private static Json over(Json markdown, Json before) {
    return markdown instanceof Json.Null
        ? markdown
        : Json.of(
            before instanceof Json.Null
                ? HtmlText.write(text(markdown))
                : HtmlText.write(text(markdown), text(before)));
  }

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text) {
    byte[] bytes = Base64.getMimeDecoder().decode(text);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the bytes are no text in UTF-8", e);
    }
  }

  /** The text in base64; null when the bytes are none. */
  private static Json readable(Json base64) {
    try {
      return base64 instanceof Json.Null ? base64 : Json.of(decoded(text(base64)));
    } catch (IllegalArgumentException e) {
      return Json.NULL;
    }
  }

  /** A string of a query language: in double quotes, on one line. */
  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ")
        + '"';
  }

  private static String slug(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    String slug = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String cut = slug.substring(0, Math.min(slug.length(), LONGEST_SLUG));
    return cut.replaceAll("^-|-$", "");
  }

  private static Json parsed(Json value) {
    if (value instanceof Json.Null) {
      return value;
    }
    try {
      return JSON.read(text(value).getBytes(StandardCharsets.UTF_8));
    } catch (CallFailedException e) {
      throw new IllegalArgumentException(e.failure().message(), e);
    }
  }

  private static Json parameters(Json address) {
    return AddressQuery.read(text(address));
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

  /** Items with their places, from 0. */
  private static Json numbered(Json list) {
    if (!(list instanceof Json.Arr(List<Json> items))) {
      throw new IllegalArgumentException("takes a list");
    }
    List<Json> numbered = new ArrayList<>();
    for (Json item : items) {
      numbered.add(Json.EMPTY.with("at", Json.of(numbered.size())).with("value", item));
    }
    return new Json.Arr(numbered);
  }

  /** Digest of a text in UTF-8, in hexadecimal digits. */
  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Json only(Json.Obj object, Json names) {
    Map<String, Json> fields = new LinkedHashMap<>();
    if (names instanceof Json.Arr(List<Json> items)) {
      for (Json name : items) {
        Json value = object.get(text(name));
        if (value != null) {
          fields.put(text(name), value);
        }
      }
    }
    return new Json.Obj(fields);
  }

  private static Json without(Json.Obj object, Json names) {
    Map<String, Json> fields = new LinkedHashMap<>(object.fields());
    if (names instanceof Json.Arr(List<Json> items)) {
      items.forEach(name -> fields.remove(text(name)));
    }
    return new Json.Obj(fields);
  }

  private static Json merged(Json.Obj first, Json.Obj second) {
    Map<String, Json> fields = new LinkedHashMap<>(first.fields());
    fields.putAll(second.fields());
    return new Json.Obj(fields);
  }
}
