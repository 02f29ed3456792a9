package io.auterity.control.identity;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the GitHub account of a user, as claims. GitHub gives no ID token: that the answer is
 * GitHub's says the connection alone, and that it is for this sign-in say the state, the code that
 * only this client can exchange, and its verifier (PKCE).
 */
record GitHubAccount(TenantScope scope, Issuer issuer, IssuerRequests outlet) {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.-]{1,255}");

  // A user who takes a scope out of the address keeps the address from rules that keep people out.
  private static final Json.Obj NOT_TOLD = Json.EMPTY.with("email", Json.of("api"));

  Json.Obj claims(@Nullable String token) {
    if (token == null || !TOKEN.matcher(token).matches()) {
      throw SignInRefusal.DENIED.because("it gives no access token");
    }
    if (!(outlet.ask(scope, issuer.id(), request("/user", token)) instanceof Json.Obj user)
        || !(user.get("id") instanceof Json.Int(long id))) {
      throw SignInRefusal.DENIED.because("it does not say whose account it is");
    }
    Json.Obj claims =
        Json.EMPTY
            .with("iss", Json.of(issuer.issuer()))
            .with("sub", Json.of(Long.toString(id)))
            .with("login", Json.of(user.text("login")))
            .with("name", Json.of(user.text("name")));
    return outlet
        .granted(scope, issuer.id(), request("/user/emails", token))
        .map(emails -> withEmail(claims, emails))
        .orElseGet(() -> claims.with("_claim_names", NOT_TOLD));
  }

  private static Json.Obj withEmail(Json.Obj claims, Json told) {
    if (told instanceof Json.Arr(List<Json> emails)) {
      for (Json each : emails) {
        if (each instanceof Json.Obj email
            && Json.of(true).equals(email.get("primary"))
            && Json.of(true).equals(email.get("verified"))) {
          return claims
              .with("email", Json.of(email.text("email")))
              .with("email_verified", Json.of(true));
        }
      }
    }
    return claims;
  }

  private WireRequest request(String path, String token) {
    String api =
        issuer.issuer().equals("https://github.com")
            ? "https://api.github.com"
            : issuer.issuer() + "/api/v3";
    return new WireRequest(
        "GET", URI.create(api + path), IssuerConnection.bearer(token), new byte[0]);
  }
}
