package io.auterity.connector.plan;

import io.auterity.platform.digest.Sha256;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Bytes of a request and what they are.
 *
 * @param type media type; empty when there is no body
 */
// Bytes are handed on, never compared.
@SuppressWarnings("ArrayRecordComponent")
record RequestBody(String type, byte[] bytes) {

  static final RequestBody NONE = new RequestBody("", new byte[0]);

  private static final int MOST_BYTES = 12_000_000;
  private static final int BOUNDARY_BYTES = 16;
  private static final String BASE64 = "base64";

  /** How the value of a body is written. */
  enum Form {
    JSON,
    FORM,
    MULTIPART,
    TEXT,
    /** Content as it is. */
    BYTES;

    RequestBody write(Json value) {
      if (Budget.of(value) > MOST_BYTES) {
        throw tooLarge("more than %d characters".formatted(MOST_BYTES));
      }
      RequestBody body =
          switch (this) {
            case JSON -> new RequestBody("application/json", utf8(value.toString()));
            case FORM -> new RequestBody("application/x-www-form-urlencoded", utf8(form(value)));
            case MULTIPART -> multipart(value);
            case BYTES -> content(value);
            case TEXT ->
                new RequestBody("text/plain; charset=utf-8", utf8(String.join("", texts(value))));
          };
      if (body.bytes().length > MOST_BYTES) {
        throw tooLarge("%d bytes, at most %d".formatted(body.bytes().length, MOST_BYTES));
      }
      return body;
    }
  }

  private static CallFailedException tooLarge(String how) {
    return new CallFailedException(
        FailureCode.TOO_LARGE, "the request would have %s; send less".formatted(how));
  }

  /** How long a value is, counted before anything is written and no further than it may be. */
  private static final class Budget {

    private long count;

    static long of(Json value) {
      Budget budget = new Budget();
      budget.add(value);
      return budget.count;
    }

    private void add(Json value) {
      if (count > MOST_BYTES) {
        return;
      }
      switch (value) {
        case Json.Str(String text) -> count += text.length();
        case Json.Arr(List<Json> items) -> items.forEach(this::add);
        case Json.Obj(Map<String, Json> fields) ->
            fields.forEach(
                (name, field) -> {
                  count += name.length();
                  add(field);
                });
        default -> count++;
      }
    }
  }

  /** The texts that a parameter of that value becomes: none for null, one for each item. */
  static List<String> texts(Json value) {
    return switch (value) {
      case Json.Null n -> List.of();
      case Json.Str(String text) -> List.of(text);
      case Json.Arr(List<Json> items) -> {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.addAll(texts(item)));
        yield texts;
      }
      case Json.Obj o ->
          throw new CallFailedException(
              FailureCode.INTERNAL, "a parameter cannot be an object; take one of its fields");
      default -> List.of(value.toString());
    };
  }

  private static String form(Json value) {
    List<String> pairs = new ArrayList<>();
    fields(value)
        .forEach(
            (name, field) ->
                texts(field).forEach(text -> pairs.add(encoded(name) + "=" + encoded(text))));
    return String.join("&", pairs);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Map<String, Json> fields(Json value) {
    return value instanceof Json.Obj(Map<String, Json> fields) ? fields : Map.of();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static RequestBody content(Json value) {
    if (!(value instanceof Json.Obj file)) {
      throw new CallFailedException(
          FailureCode.INTERNAL, "the bytes of a request are no content; name a field that is");
    }
    return new RequestBody(type(file), decoded("bytes", text(file, BASE64)));
  }

  /** RFC 7578; the boundary is a digest of the parts, so that none can hold it. */
  private static RequestBody multipart(Json value) {
    String boundary = "auterity-" + digest(value.toString());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    fields(value).forEach((name, field) -> part(body, boundary, name, field));
    body.writeBytes(utf8("--" + boundary + "--\r\n"));
    return new RequestBody("multipart/form-data; boundary=" + boundary, body.toByteArray());
  }

  private static void part(ByteArrayOutputStream body, String boundary, String name, Json field) {
    if (field instanceof Json.Obj file) {
      String head =
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
              .formatted(boundary, quoted(name), quoted(text(file, "name")), type(file));
      body.writeBytes(utf8(head));
      body.writeBytes(decoded(name, text(file, BASE64)));
      body.writeBytes(utf8("\r\n"));
      return;
    }
    for (String text : texts(field)) {
      String whole =
          "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
              .formatted(boundary, quoted(name), text);
      body.writeBytes(utf8(whole));
    }
  }

  private static byte[] decoded(String name, String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new CallFailedException(
          FailureCode.INVALID, "the file %s is no base64".formatted(name));
    }
  }

  private static String text(Json.Obj file, String name) {
    String text = file.text(name);
    return text == null ? "" : text;
  }

  private static String type(Json.Obj file) {
    String said = text(file, "type");
    String type = said.isEmpty() ? text(file, "mediaType") : said;
    return type.matches("[\\x21-\\x7e][\\x20-\\x7e]*") ? type : "application/octet-stream";
  }

  // As browsers do it: HTML, multipart/form-data encoding algorithm.
  private static String quoted(String text) {
    return text.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, BOUNDARY_BYTES);
  }
}
