package io.auterity.control.identity;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.database.Transaction;
import io.auterity.platform.transport.CodeVerifier;
import io.auterity.platform.transport.TokenGrant;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks one issuer of a tenant, of which it keeps a copy of what that says of itself. While it
 * cannot be had it is tried every ten seconds.
 */
final class IssuerConnection {

  /** A code is exchanged at once, and its token is new; Microsoft dates it five minutes back. */
  private static final Duration OLDEST_OF_CODE = Duration.ofMinutes(10);

  private static final Duration OLDEST_SHOWN = Duration.ofMinutes(5);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final TenantScope scope;
  private final Issuer issuer;
  private final IssuerRequests outlet;
  private final Consumer<Transaction> standing;
  private final CachedFetch<IssuerDocument> document;
  private final IssuerKeySet keys;

  /**
   * Nothing is asked yet.
   *
   * @param standing fails unless the tenant still has the issuer just so
   */
  IssuerConnection(
      TenantScope scope, Issuer issuer, IssuerRequests outlet, Consumer<Transaction> standing) {
    this.scope = scope;
    this.issuer = issuer;
    this.outlet = outlet;
    this.standing = standing;
    this.document =
        new CachedFetch<>(
            () ->
                IssuerDocument.read(
                    outlet.object(scope, issuer.id(), issuer.discovery()), issuer.issuer()),
            PAUSE,
            IssuerRequests.MOST,
            outlet.time());
    this.keys =
        new IssuerKeySet(
            () -> SigningKeys.read(outlet.object(scope, issuer.id(), document.get().keys())),
            outlet.time());
  }

  Issuer issuer() {
    return issuer;
  }

  /** Fails unless the tenant still has it just so, until the transaction ends. */
  Consumer<Transaction> standing() {
    return standing;
  }

  /** Whether each of its answers names it. */
  boolean namesItself() {
    return issuer.preset() != IssuerPreset.GITHUB && document.get().namesItself();
  }

  private URI authorizePlace() {
    return issuer.preset() == IssuerPreset.GITHUB
        ? URI.create(issuer.issuer() + "/login/oauth/authorize")
        : required(document.get().authorize());
  }

  private URI tokenPlace() {
    return issuer.preset() == IssuerPreset.GITHUB
        ? URI.create(issuer.issuer() + "/login/oauth/access_token")
        : required(document.get().token());
  }

  private static URI required(@Nullable URI place) {
    if (place == null) {
      throw SignInRefusal.ISSUER_AWAY.because("it offers no codes");
    }
    return place;
  }

  /** The address at which a user agrees. */
  URI authorize(PendingSignIn pending) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", issuer.client());
    query.put("redirect_uri", pending.redirect());
    query.put("scope", String.join(" ", issuer.scopes()));
    query.put("state", pending.state());
    query.put("nonce", pending.nonce());
    new CodeVerifier(pending.verifier()).challenge(query);
    URI place = authorizePlace();
    String asked =
        query.entrySet().stream()
            .map(each -> each.getKey() + "=" + encoded(each.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(place + (place.getRawQuery() == null ? "?" : "&") + asked);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** The claims of a user who brings a code. */
  Json.Obj claims(PendingSignIn pending, String code) {
    Json.Obj given = exchanged(pending, code);
    String access = given.text("access_token");
    if (issuer.preset() == IssuerPreset.GITHUB) {
      return new GitHubAccount(scope, issuer, outlet).claims(access);
    }
    String token = given.text("id_token");
    if (token == null) {
      throw SignInRefusal.DENIED.because("it gives no ID token");
    }
    return taken(keys.verify(token, terms(OLDEST_OF_CODE, pending.nonce(), access)));
  }

  private Json.Obj exchanged(PendingSignIn pending, String code) {
    URI place = tokenPlace();
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", pending.redirect());
    new CodeVerifier(pending.verifier()).prove(form);
    form.put("client_id", issuer.client());
    if (issuer.secret() != null) {
      form.put("client_secret", secret(issuer.secret(), place));
    }
    WireRequest request = TokenGrant.post(place, form, Map.of());
    return outlet.exchanged(scope, issuer.id(), request);
  }

  private String secret(String name, URI place) {
    String kept =
        outlet.secrets().read(scope, name, Set.of(Objects.requireNonNull(place.getHost())));
    AppleKey apple = issuer.apple();
    return apple == null ? kept : apple.secret(kept, issuer.client(), outlet.time().now());
  }

  /** The claims of a user who shows a token which they got by themselves. */
  Json.Obj claims(String token) {
    return taken(keys.verify(token, terms(OLDEST_SHOWN, null, null)));
  }

  private TokenTerms terms(Duration oldest, @Nullable String nonce, @Nullable String accessToken) {
    return new TokenTerms(
        issuer.issuer(), issuer.client(), issuer.algorithms(), oldest, nonce, accessToken);
  }

  private static Json.Obj taken(TokenVerdict verdict) {
    return switch (verdict) {
      case TokenVerdict.Taken(Json.Obj claims) -> claims;
      case TokenVerdict.Refused(TokenFlaw flaw) -> throw SignInRefusal.of(flaw);
    };
  }

  /** Requests with a token that was just given. */
  static Map<String, List<String>> bearer(String token) {
    return Map.of(
        "authorization", List.of("Bearer " + token), "accept", List.of("application/json"));
  }
}
