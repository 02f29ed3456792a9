package io.auterity.server.hooks;

import io.auterity.platform.json.JsonWriter;
import io.auterity.server.web.request.BodyLimit;
import io.auterity.server.web.security.Open;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookDelivery.Sent;
import io.auterity.spi.WebhookReading.Handshake;
import io.auterity.webhook.FormText;
import io.auterity.webhook.WebhookDoor;
import io.auterity.webhook.WebhookDoor.Taken;
import io.auterity.webhook.store.WebhookRow;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Receives webhook deliveries and handshakes from vendors.
 *
 * @param outside address by which this server is known; null when it is the one that is called
 */
@RestController
public record HookController(WebhookDoor door, @Nullable String outside) {

  private static final int MOST_HEADERS = 100;

  /**
   * Takes what a vendor sends, or asks as a handshake; its body is read only once it is known to
   * whom it is sent.
   */
  @Open("the token of the path says whose it is, and the signature who sent it")
  @RequestMapping(
      path = "/hooks/{token}",
      method = {RequestMethod.GET, RequestMethod.POST})
  ResponseEntity<byte[]> receive(@PathVariable String token, HttpServletRequest request)
      throws IOException {
    WebhookRow webhook = door.enter(token);
    BodyLimit.ownedBy(request, webhook.scope().tenant());
    byte[] body = request.getInputStream().readNBytes(WebhookDoor.MOST_BYTES + 1);
    if (body.length > WebhookDoor.MOST_BYTES) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "a delivery has at most %d bytes".formatted(WebhookDoor.MOST_BYTES));
    }
    return switch (door.take(webhook, sent(request, body), request.getRemoteAddr())) {
      case Taken.Nothing nothing ->
          ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED).allow(HttpMethod.POST).build();
      case Taken.Accepted(UUID delivery, boolean repeated, Json reply) ->
          reply == null
              ? ResponseEntity.status(HttpStatus.ACCEPTED).build()
              : answer(reply, Map.of());
      case Taken.Answered(Handshake handshake) -> answer(handshake.reply(), handshake.headers());
    };
  }

  private Sent sent(HttpServletRequest request, byte[] body) {
    String asked = request.getQueryString();
    return new Sent(
        request.getMethod(),
        address(request) + (asked == null ? "" : "?" + asked),
        asked == null ? Map.of() : FormText.read(asked).orElse(Map.of()),
        headers(request),
        body);
  }

  private String address(HttpServletRequest request) {
    return outside == null
        ? request.getRequestURL().toString()
        : outside.replaceFirst("/+$", "") + request.getRequestURI();
  }

  /** The first value of each header, by lower-case name. */
  public static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    Collections.list(request.getHeaderNames()).stream()
        .limit(MOST_HEADERS)
        .forEach(
            name -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
    return headers;
  }

  // What a sender sent goes back as no kind of page.
  private static ResponseEntity<byte[]> answer(Json reply, Map<String, String> more) {
    HttpHeaders headers = new HttpHeaders();
    more.forEach(headers::set);
    boolean text = reply instanceof Json.Str;
    headers.setContentType(text ? MediaType.TEXT_PLAIN : MediaType.APPLICATION_JSON);
    byte[] body =
        reply instanceof Json.Str(String value)
            ? value.getBytes(StandardCharsets.UTF_8)
            : JsonWriter.bytes(reply);
    return new ResponseEntity<>(body, headers, HttpStatus.OK);
  }
}
