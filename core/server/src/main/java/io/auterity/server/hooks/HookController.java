package io.auterity.server.hooks;

import io.auterity.connector.webhook.WebhookDoor;
import io.auterity.connector.webhook.WebhookDoor.Taken;
import io.auterity.connector.webhook.store.WebhookRow;
import io.auterity.platform.json.JsonWriter;
import io.auterity.server.web.security.Open;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.WebhookReading.Handshake;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where vendors send what happens. */
@RestController
public final class HookController {

  private static final int MOST_HEADERS = 100;

  private final WebhookDoor door;

  public HookController(WebhookDoor door) {
    this.door = door;
  }

  /** Takes what a vendor sends; its body is read only once it is known to whom it is sent. */
  @Open("the token of the path says whose it is, and the signature who sent it")
  @PostMapping("/hooks/{token}")
  ResponseEntity<byte[]> receive(@PathVariable String token, HttpServletRequest request)
      throws IOException {
    WebhookRow webhook = door.enter(token);
    byte[] body = request.getInputStream().readNBytes(WebhookDoor.MOST_BYTES + 1);
    if (body.length > WebhookDoor.MOST_BYTES) {
      throw new CallFailedException(
          FailureCode.TOO_LARGE,
          "a delivery has at most %d bytes".formatted(WebhookDoor.MOST_BYTES));
    }
    return switch (door.take(webhook, headers(request), body, request.getRemoteAddr())) {
      case Taken.Accepted accepted -> ResponseEntity.status(HttpStatus.ACCEPTED).build();
      case Taken.Answered(Handshake handshake) -> answer(handshake);
    };
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    Collections.list(request.getHeaderNames()).stream()
        .limit(MOST_HEADERS)
        .forEach(
            name -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
    return headers;
  }

  // What somebody sent goes back as no kind of page.
  private static ResponseEntity<byte[]> answer(Handshake handshake) {
    HttpHeaders headers = new HttpHeaders();
    handshake.headers().forEach(headers::set);
    boolean text = handshake.reply() instanceof Json.Str;
    headers.setContentType(text ? MediaType.TEXT_PLAIN : MediaType.APPLICATION_JSON);
    byte[] body =
        handshake.reply() instanceof Json.Str(String value)
            ? value.getBytes(StandardCharsets.UTF_8)
            : JsonWriter.bytes(handshake.reply());
    return new ResponseEntity<>(body, headers, HttpStatus.OK);
  }
}
