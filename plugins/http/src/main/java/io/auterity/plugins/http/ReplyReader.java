package io.auterity.plugins.http;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Content;
import io.auterity.spi.Json;
import io.auterity.spi.WireResponse;
import io.auterity.spi.http.BodyForm;
import io.auterity.spi.http.ServiceReply;
import io.auterity.toolkit.http.VendorReply;
import io.auterity.toolkit.json.JsonUtf8;
import io.auterity.toolkit.json.MalformedJsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads replies: the body in the form that is wanted, or that its media type says. */
final class ReplyReader {

  private static final String TYPE = "content-type";
  private static final String ENCODING = "content-encoding";
  private static final String BYTES = "application/octet-stream";
  private static final Set<String> COOKIES = Set.of("set-cookie", "set-cookie2");
  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern JSON = Pattern.compile("(application|text)/([^;]*\\+)?json");
  private static final Pattern TEXT =
      Pattern.compile(
          "text/.*|[^;]*\\+(xml|yaml)"
              + "|application/(xml|yaml|x-yaml|javascript|x-ndjson|x-www-form-urlencoded)");

  private ReplyReader() {}

  /**
   * The reply as callers are told it.
   *
   * @param wanted null for what the media type says
   * @throws io.auterity.spi.CallFailedException {@code unavailable} when JSON is wanted and it is
   *     none, or JSON or text of a reply whose encoding is not known
   */
  static ServiceReply read(WireResponse response, @Nullable BodyForm wanted) {
    byte[] body = response.body();
    if (body.length == 0) {
      return reply(response, null, null, null);
    }
    return switch (wanted) {
      case JSON -> reply(response, json(response), null, null);
      case TEXT -> {
        requireDecoded(response);
        yield reply(response, null, new String(body, charset(response)), null);
      }
      case BYTES -> reply(response, null, null, content(response));
      case null -> read(response);
    };
  }

  private static ServiceReply read(WireResponse response) {
    String type = mediaType(response);
    String text =
        encoded(response) || !(isText(type) || isJson(type) || type.isEmpty())
            ? null
            : text(response);
    if (text != null && isJson(type)) {
      try {
        return reply(response, exact(text), null, null);
      } catch (MalformedJsonException | CallFailedException e) {
        return reply(response, null, text, null);
      }
    }
    return text == null
        ? reply(response, null, null, content(response))
        : reply(response, null, text, null);
  }

  /**
   * The JSON value of a reply.
   *
   * @throws io.auterity.spi.CallFailedException {@code unavailable} when it is none
   */
  static Json json(WireResponse response) {
    requireDecoded(response);
    try {
      return exact(new String(response.body(), charset(response)));
    } catch (MalformedJsonException e) {
      throw VendorReply.unreadable(String.valueOf(e.getMessage()));
    }
  }

  // What the transport knows how to decode has come without an encoding.
  private static void requireDecoded(WireResponse response) {
    if (encoded(response)) {
      throw VendorReply.unreadable(
          "it has the content-encoding %s; ask for it with reads: bytes"
              .formatted(response.header(ENCODING).orElse("")));
    }
  }

  /** The text of a reply of text or JSON; empty of any other. */
  static String words(WireResponse response) {
    String type = mediaType(response);
    boolean plain = !encoded(response) && (isJson(type) || type.equals("text/plain"));
    return plain ? new String(response.body(), charset(response)) : "";
  }

  private static Json exact(String text) {
    return JsonUtf8.readExact(text.strip().getBytes(StandardCharsets.UTF_8));
  }

  private static ServiceReply reply(
      WireResponse response,
      @Nullable Json body,
      @Nullable String text,
      @Nullable Content content) {
    Map<String, String> headers = new LinkedHashMap<>();
    response
        .headers()
        .forEach(
            (name, values) -> {
              if (!COOKIES.contains(name)) {
                headers.put(name, String.join(", ", values));
              }
            });
    return new ServiceReply(response.status(), headers, body, text, content);
  }

  private static Content content(WireResponse response) {
    return Content.of(response.header(TYPE).orElse(BYTES), response.body());
  }

  // Null where it is no text in the character set that it claims, or holds what no text does.
  private static @Nullable String text(WireResponse response) {
    try {
      String text =
          charset(response).newDecoder().decode(ByteBuffer.wrap(response.body())).toString();
      return text.indexOf('\0') < 0 ? text : null;
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static boolean encoded(WireResponse response) {
    return response.header(ENCODING).filter(each -> !each.equalsIgnoreCase("identity")).isPresent();
  }

  private static boolean isJson(String type) {
    return JSON.matcher(type).matches();
  }

  private static boolean isText(String type) {
    return TEXT.matcher(type).matches();
  }

  private static String mediaType(WireResponse response) {
    return response.header(TYPE).orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static Charset charset(WireResponse response) {
    Matcher named = CHARSET.matcher(response.header(TYPE).orElse(""));
    try {
      return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
