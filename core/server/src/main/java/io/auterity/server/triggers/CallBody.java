package io.auterity.server.triggers;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.webhook.FormText;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.server.ResponseStatusException;

/** Reads the body of a call of a webhook by its content type: JSON, a form, or text. */
public final class CallBody {

  /** Bytes of a body. */
  public static final int MOST_BYTES = 1 << 20;

  /** Values of JSON. */
  static final int MOST_VALUES = 100_000;

  private static final JsonReader JSON = JsonReader.bounded(MOST_BYTES, MOST_VALUES);

  private CallBody() {}

  /**
   * The value of a body; null without one.
   *
   * @throws CallFailedException {@code invalid} when it is not what its type says
   * @throws ResponseStatusException 415 when it is of another type
   */
  public static Json read(@Nullable String contentType, byte[] body) {
    if (body.length == 0) {
      return Json.NULL;
    }
    MediaType type = type(contentType);
    if (type.getSubtype().equals("json") || type.getSubtype().endsWith("+json")) {
      return JSON.read(body);
    }
    if (type.equalsTypeAndSubtype(MediaType.APPLICATION_FORM_URLENCODED)) {
      return form(new String(body, charset(type)));
    }
    if (type.getType().equals("text") && !type.getSubtype().equals("xml")) {
      return Json.of(new String(body, charset(type)));
    }
    throw unsupported("Content-Type: '%s' is not read".formatted(contentType));
  }

  private static MediaType type(@Nullable String contentType) {
    if (contentType == null) {
      throw unsupported("Content-Type: is missing");
    }
    try {
      return MediaType.parseMediaType(contentType);
    } catch (InvalidMediaTypeException e) {
      throw unsupported("Content-Type: is none");
    }
  }

  private static Charset charset(MediaType type) {
    try {
      return Objects.requireNonNullElse(type.getCharset(), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw unsupported("Content-Type: its charset is unknown");
    }
  }

  // What is sent without naming a type is often named a form by the program that sends it.
  private static Json form(String text) {
    if (text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")) {
      throw unsupported("Content-Type: says a form, and the body looks like JSON");
    }
    Map<String, String> fields =
        FormText.read(text)
            .orElseThrow(
                () ->
                    new CallFailedException(
                        FailureCode.INVALID, "the body is no form of at most 1,000 fields"));
    Json.Obj form = Json.EMPTY;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      form = form.with(field.getKey(), Json.of(field.getValue()));
    }
    return form;
  }

  static ResponseStatusException unsupported(String why) {
    return new ResponseStatusException(
        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
        why
            + "; send application/json, application/x-www-form-urlencoded or text/plain, and not"
            + " compressed");
  }
}
