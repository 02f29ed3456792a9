package io.auterity.provider.life;

import io.auterity.platform.digest.Sha256;
import io.auterity.platform.time.Time;
import io.auterity.platform.transport.AuthorizationCodeGrant;
import io.auterity.platform.transport.CodeVerifier;
import io.auterity.platform.transport.InternalCall;
import io.auterity.platform.transport.TokenEndpoint;
import io.auterity.platform.transport.TokenStore;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The OAuth 2.0 authorization code flow with PKCE (RFC 6749, section 4.1; RFC 7636). By it a person
 * agrees that a provider uses what is theirs at its vendor.
 */
public final class AuthorizationCodeFlow {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final URI authorize;
  private final @Nullable TokenRevocationRequest back;
  private final Map<String, String> parameters;
  private final AuthorizationCodeGrant grant;
  private final TokenEndpoint endpoint;
  private final long life;
  private final String connector;
  private final Time time;
  private final UnaryOperator<String> hide;

  /**
   * An agreement.
   *
   * @param hide takes the secrets out of a text
   * @param back null where tokens cannot be given back
   * @param parameters of {@code authorize} besides the usual ones
   */
  AuthorizationCodeFlow(
      URI authorize,
      @Nullable TokenRevocationRequest back,
      Map<String, String> parameters,
      AuthorizationCodeGrant grant,
      TokenEndpoint endpoint,
      long life,
      String connector,
      Time time,
      UnaryOperator<String> hide) {
    this.authorize = authorize;
    this.back = back;
    this.parameters = Map.copyOf(parameters);
    this.grant = grant;
    this.endpoint = endpoint;
    this.life = life;
    this.connector = connector;
    this.time = time;
    this.hide = hide;
  }

  /** Which of the providers that have had its name it is for. */
  public long life() {
    return life;
  }

  /**
   * Names where a code comes from and goes to, by which client, and for what; tells nothing of it.
   * A code that was asked for under one name is shown under no other.
   */
  public String place() {
    List<String> place =
        List.of(connector, Long.toString(life), authorize.toString(), grant.identity());
    return HexFormat.of().formatHex(Sha256.of(String.join("\n", place)));
  }

  /**
   * Where a person agrees.
   *
   * @param redirect where the vendor sends them afterwards
   * @param state comes back with them
   * @param verifier proves that the client that exchanges the code is the one that asked
   */
  public URI authorize(String redirect, String state, String verifier) {
    Map<String, String> query = new LinkedHashMap<>(parameters);
    query.put("response_type", "code");
    query.put("client_id", grant.client().id());
    query.put("redirect_uri", redirect);
    query.put("state", state);
    if (grant.client().dialect().pkce()) {
      new CodeVerifier(verifier).challenge(query);
    }
    String joint = authorize.getRawQuery() == null ? "?" : "&";
    return URI.create(
        authorize
            + joint
            + query.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&")));
  }

  /** Whether an issuer that an answer names (RFC 9207) is at the host where people agree. */
  public boolean isOf(String issuer) {
    try {
      String host = URI.create(issuer).getHost();
      return host != null && host.equalsIgnoreCase(authorize.getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Exchanges what the vendor gave a person for tokens, which are kept by the caller.
   *
   * @throws CallFailedException {@code forbidden} when the vendor gives none, and as the transport
   *     does
   */
  public TokenStore.Kept exchange(String code, String verifier, String redirect) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirect);
    if (grant.client().dialect().pkce()) {
      new CodeVerifier(verifier).prove(form);
    }
    endpoint.hide(code);
    endpoint.hide(verifier);
    try {
      return endpoint.ask(grant, grant.post(form), null, call());
    } catch (CallFailedException e) {
      throw new CallFailedException(ofVendor(e.failure()));
    }
  }

  // What the vendor says may repeat what it was shown; and the caller's own credential is good.
  private Failure ofVendor(Failure failure) {
    String text = hide.apply(failure.message());
    return failure.code() == FailureCode.UNAUTHENTICATED
        ? Failure.of(FailureCode.FORBIDDEN, text).withOrigin(Origin.VENDOR)
        : failure.withMessage(text).withOrigin(Origin.VENDOR);
  }

  /**
   * How tokens get back to the vendor; empty where it takes none back, or they were agreed to for
   * elsewhere.
   */
  public Optional<TokenRevocationRequest> wayBack(TokenStore.Kept kept) {
    return Optional.ofNullable(back).filter(way -> kept.identity().equals(grant.identity()));
  }

  /** Whether tokens that get back so are of the same client at the same vendor. */
  public boolean isOf(TokenRevocationRequest way) {
    return grant.client().id().equals(way.client())
        && (back == null || back.place().equals(way.place()));
  }

  private Call call() {
    return new InternalCall("provider.connect", time, PATIENCE);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
