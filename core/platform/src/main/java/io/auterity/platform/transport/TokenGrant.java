package io.auterity.platform.transport;

import io.auterity.platform.digest.Sha256;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An OAuth 2.0 grant, with which a token endpoint is asked for tokens (RFC 6749, section 4). */
public sealed interface TokenGrant
    permits ClientGrant, AuthorizationCodeGrant, KeyGrant, ChallengeGrant {

  /** Where tokens are given. */
  URI endpoint();

  /** Whom they are given to; no secret. */
  String account();

  /**
   * Says what tokens are given for, with what may be secret of it. A secret that is exchanged for
   * another changes it where tokens can be asked for anew with the other at once.
   */
  String purpose();

  /** Names what tokens are given for, and tells nothing of it: those of another are not used. */
  default String identity() {
    return HexFormat.of().formatHex(Sha256.of(purpose()));
  }

  /**
   * A request for tokens.
   *
   * @param kept those that were given before; null when there are none
   * @throws CallFailedException {@code unauthenticated} when nothing can be asked with
   */
  WireRequest request(Instant now, TokenStore.@Nullable Kept kept);

  /** The token of an answer; null when there is none. */
  default @Nullable String token(Json.Obj said) {
    return said.text("access_token");
  }

  /** How long tokens last whose answer does not say it. */
  default Duration usualLife() {
    return Duration.ofMinutes(5);
  }

  /** Whether tokens that are refused for good can only be had by a person who agrees again. */
  default boolean needsPeople() {
    return false;
  }

  /** A form on the wire. */
  static WireRequest post(URI endpoint, Map<String, String> form, Map<String, List<String>> more) {
    byte[] body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"))
            .getBytes(StandardCharsets.US_ASCII);
    Map<String, List<String>> headers = new LinkedHashMap<>(more);
    headers.put("content-type", List.of("application/x-www-form-urlencoded"));
    headers.put("accept", List.of("application/json"));
    return new WireRequest("POST", endpoint, headers, body);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
