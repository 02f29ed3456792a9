package io.auterity.workflow.trigger.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.platform.expression.DurationText;
import io.auterity.spi.Json;
import io.auterity.workflow.definition.DefinitionPart;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A signature that says when it was made, so that a call counts for a while and once.
 *
 * @param timestamp names the header, or the part of the signature's header, that says when
 * @param part name of the signatures in a header of parts such as {@code t=1,v1=ab}; null where the
 *     header is the signature
 * @param id header by which a call is known again, lower case; null where it is known by what it
 *     signs
 * @param over what is signed, with the places of these and of the body
 * @param tolerance how far the time may lie from now
 */
public record TimedSignature(
    String timestamp, @Nullable String part, @Nullable String id, String over, Duration tolerance) {

  static final List<String> FIELDS = List.of("timestamp", "part", "id", "over", "tolerance");

  private static final Duration USUAL = Duration.ofMinutes(5);
  private static final Duration MOST = Duration.ofHours(1);
  private static final String TIMESTAMP = "{timestamp}";
  private static final String ID = "{id}";
  private static final String BODY = "{body}";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  /** Between two of them stands a sign that neither can hold, and the body ends it. */
  private static final Pattern OVER =
      Pattern.compile(
          "[^{}]{0,64}(?:\\{(?:id|timestamp)\\}[^{}A-Za-z0-9_-][^{}]{0,63}){1,2}\\{body\\}");

  /** As Standard Webhooks have it. */
  static TimedSignature standard(Duration tolerance) {
    return new TimedSignature(
        "webhook-timestamp", "v1", "webhook-id", over("webhook-id"), tolerance);
  }

  static Duration tolerance(DefinitionPart written) {
    return written.duration("tolerance", USUAL, MOST);
  }

  /** As a file has it; null where it says no time. */
  static @Nullable TimedSignature read(DefinitionPart hmac) {
    if (!hmac.has("timestamp")) {
      FIELDS.stream()
          .filter(hmac::has)
          .forEach(name -> hmac.wrong(name, "is of a signed time", "write timestamp: x-timestamp"));
      return null;
    }
    String id = name(hmac, "id");
    String over = hmac.has("over") ? hmac.text("over") : over(id);
    if (!isSound(over, id != null)) {
      hmac.wrong(
          "over",
          "'%s' does not say what is signed".formatted(over),
          "write e.g. \"%s\", with the body last and a sign between".formatted(over(id)));
    }
    return new TimedSignature(
        Objects.requireNonNullElse(name(hmac, "timestamp"), ""),
        name(hmac, "part"),
        id == null ? null : id.toLowerCase(Locale.ROOT),
        over,
        tolerance(hmac));
  }

  private static boolean isSound(String over, boolean withId) {
    return OVER.matcher(over).matches()
        && times(over, TIMESTAMP) == 1
        && times(over, ID) == (withId ? 1 : 0);
  }

  private static int times(String over, String place) {
    return (over.length() - over.replace(place, "").length()) / place.length();
  }

  private static String over(@Nullable String id) {
    return (id == null ? "" : ID + ".") + TIMESTAMP + "." + BODY;
  }

  private static @Nullable String name(DefinitionPart hmac, String field) {
    if (!hmac.has(field)) {
      return null;
    }
    String name = hmac.text(field);
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      hmac.wrong(field, "'%s' is no name of it".formatted(name), "write e.g. x-timestamp");
    }
    return name;
  }

  /**
   * The bytes that are signed.
   *
   * @param id that the call gives; null where it has none
   */
  public byte[] signed(String at, @Nullable String id, byte[] body) {
    String before =
        over.substring(0, over.length() - BODY.length())
            .replace(ID, Objects.requireNonNullElse(id, ""))
            .replace(TIMESTAMP, at);
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    signed.writeBytes(before.getBytes(UTF_8));
    signed.writeBytes(body);
    return signed.toByteArray();
  }

  /** Its fields, as they are written. */
  Json.Obj json(Json.Obj hmac) {
    Json.Obj whole = hmac.with("timestamp", Json.of(timestamp));
    whole = part == null ? whole : whole.with("part", Json.of(part));
    whole = id == null ? whole : whole.with("id", Json.of(id));
    whole = over.equals(over(id)) ? whole : whole.with("over", Json.of(over));
    return tolerated(whole);
  }

  /** With the tolerance, where it is not the usual one. */
  Json.Obj tolerated(Json.Obj written) {
    return tolerance.equals(USUAL)
        ? written
        : written.with("tolerance", Json.of(DurationText.write(tolerance)));
  }
}
