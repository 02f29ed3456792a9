package io.auterity.connector.plan;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Origin;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.webhook.FormText;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The reply of a vendor, as expressions see it.
 *
 * @param headers first value of each, by lower-case name; of {@code link} all
 * @param body null when it was to be JSON and is not
 * @param flaw why it is not
 * @param excerpt what it says then, in words
 */
record Reply(
    int status, Json.Obj headers, @Nullable Json body, @Nullable Failure flaw, String excerpt) {

  private static final String LINK = "link";
  private static final String NOT_A_FORM = "is no form";

  /** What forms escape: pages, JSON and sentences are none. */
  private static final Pattern NO_FORM = Pattern.compile("[\\s<>\"{}]");

  private static final int LONGEST_TEXT = 10_000_000;
  private static final int MOST_VALUES = 1_000_000;
  private static final JsonReader JSON = JsonReader.bounded(LONGEST_TEXT, MOST_VALUES);

  /** What is read of the body of a reply. */
  enum Reads {
    JSON,
    TEXT,
    /** Names and values as forms write them; JSON where the vendor says that it is. */
    FORM,
    /** Handed on as they are; expressions see what they are. */
    BYTES,
    /** Handed on piece by piece. */
    STREAM,
    NONE
  }

  static Reply of(WireResponse response, Reads reads) {
    Json.Obj headers = first(response.headers());
    try {
      return new Reply(response.status(), headers, body(response, headers, reads), null, "");
    } catch (CallFailedException e) {
      // Tokens come in forms.
      String excerpt = isForm(headers) ? "" : VendorWords.ofText(text(response));
      return new Reply(response.status(), headers, null, e.failure(), excerpt);
    }
  }

  /** Of a reply whose body is not read yet. */
  static Reply head(WireStream stream, Reads reads) {
    Json.Obj headers = first(stream.headers());
    Json body = reads == Reads.BYTES ? ReplyContent.described(headers) : Json.NULL;
    return new Reply(stream.status(), headers, body, null, "");
  }

  private static Json.Obj first(Map<String, List<String>> headers) {
    Map<String, Json> first = new LinkedHashMap<>();
    headers.forEach(
        (name, values) ->
            values.stream().findFirst().ifPresent(value -> first.put(name, Json.of(value))));
    // Several lines are one list (RFC 9110, 5.3).
    List<String> links = headers.getOrDefault(LINK, List.of());
    if (links.size() > 1) {
      first.put(LINK, Json.of(String.join(", ", links)));
    }
    return new Json.Obj(first);
  }

  private static Json body(WireResponse response, Json.Obj headers, Reads reads) {
    byte[] bytes = response.body();
    if (reads == Reads.BYTES && response.succeeded()) {
      return ReplyContent.described(headers);
    }
    String text = text(response);
    if (response.succeeded() && VendorWords.isSignIn(headers.text("content-type"), text)) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "a page on which a person signs in");
    }
    if (bytes.length == 0 || (reads == Reads.NONE && response.succeeded())) {
      return Json.NULL;
    }
    if (reads == Reads.TEXT && response.succeeded()) {
      return Json.of(text);
    }
    try {
      return isForm(response.succeeded(), text, headers, reads) ? form(text) : JSON.read(bytes);
    } catch (CallFailedException e) {
      if (response.succeeded()) {
        throw e;
      }
      return Json.of(text);
    }
  }

  // A reply that a test gives has no type.
  private static boolean isForm(boolean succeeded, String text, Json.Obj headers, Reads reads) {
    if (reads != Reads.FORM) {
      return !succeeded && isForm(headers);
    }
    return type(headers).isEmpty()
        ? !text.stripLeading().startsWith("{")
        : succeeded ? !isJson(headers) : isForm(headers);
  }

  private static boolean isForm(Json.Obj headers) {
    return type(headers).equals("application/x-www-form-urlencoded");
  }

  private static boolean isJson(Json.Obj headers) {
    return type(headers).matches("application/(.*\\+)?json");
  }

  private static String type(Json.Obj headers) {
    String type = Objects.requireNonNullElse(headers.text("content-type"), "");
    return type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
  }

  private static Json form(String text) {
    Map<String, Json> fields = new LinkedHashMap<>();
    Optional<Map<String, String>> read =
        NO_FORM.matcher(text.strip()).find() ? Optional.empty() : FormText.read(text.strip());
    read.orElseThrow(() -> new CallFailedException(FailureCode.INVALID, NOT_A_FORM))
        .forEach((name, value) -> fields.put(name, Json.of(value)));
    return new Json.Obj(fields);
  }

  private static String text(WireResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /** With what this reply tells. */
  Values into(Values values) {
    return values
        .with("status", Json.of(status))
        .with("headers", headers)
        .with("body", body == null ? Json.NULL : body);
  }

  @Nullable String header(String name) {
    return headers.text(name);
  }

  /**
   * Fails when what was to be JSON is not, is a page to sign in, or more than can be read: with
   * status, type and the beginning of what the vendor says.
   *
   * @param applied what is known of the request then
   */
  void require(String path, Applied applied, CallSecrets secrets) {
    if (body != null) {
      return;
    }
    throw new CallFailedException(
        (flaw != null && flaw.code() == FailureCode.TOO_LARGE
                ? Failure.of(
                    FailureCode.TOO_LARGE, path + ": a text of the vendor's reply is too large")
                : useless(path, secrets).withApplied(applied))
            .withFields(
                Map.of(
                    Failure.ANSWER,
                    Integer.toString(status),
                    Failure.STATUS,
                    Integer.toString(status))));
  }

  /** Whether it is a page on which a person would sign in, so that nothing was done. */
  boolean isSignIn() {
    return flaw != null && flaw.code() == FailureCode.UNAVAILABLE;
  }

  private Failure useless(String path, CallSecrets secrets) {
    String type = header("content-type");
    String what =
        flaw != null && isSignIn()
            ? "is " + flaw.message()
            : (flaw != null && flaw.message().equals(NOT_A_FORM) ? NOT_A_FORM : "is not JSON")
                + " but "
                + (type == null ? "of no type" : type.replaceFirst(";.*", ""));
    String led = VendorWords.place(header("content-location"));
    return Failure.of(
            FailureCode.UNAVAILABLE,
            "%s: the vendor's reply (%d%s) %s%s"
                .formatted(
                    path,
                    status,
                    led == null ? "" : ", from " + led,
                    what,
                    excerpt.isBlank() ? "" : ": " + secrets.without(excerpt)))
        .withOrigin(Origin.VENDOR)
        .withRetryable(false);
  }

  /**
   * The items of a list that the reply holds; null is a list of none.
   *
   * @param values that the list was read of
   */
  static List<Json> items(@Nullable Json list, Values values, String path, int most, String fix) {
    if (list instanceof Json.Null) {
      return List.of();
    }
    if (!(list instanceof Json.Arr(List<Json> items))) {
      throw UnfitReply.at(
          path,
          values,
          list == null ? "lacks the list that is read of it" : "has something else than a list");
    }
    if (items.size() > most) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "%s has %d items, at most %d; %s".formatted(path, items.size(), most, fix));
    }
    return items;
  }
}
