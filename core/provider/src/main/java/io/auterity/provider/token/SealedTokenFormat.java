package io.auterity.provider.token;

import io.auterity.platform.transport.GrantDetails;
import io.auterity.platform.transport.TokenStore.Kept;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The format in which tokens are written before they are sealed. */
final class SealedTokenFormat {

  private SealedTokenFormat() {}

  static Json.Obj json(Kept tokens) {
    Json.Obj text =
        Json.EMPTY
            .with("for", Json.of(tokens.identity()))
            .with("access", Json.of(tokens.access()))
            .with("issued", Json.of(tokens.issued().toString()))
            .with("expires", Json.of(tokens.expires().toString()))
            .with("lost", Json.of(tokens.lost()));
    String refresh = tokens.refresh();
    return told(refresh == null ? text : text.with("refresh", Json.of(refresh)), tokens.told());
  }

  private static Json.Obj told(Json.Obj text, GrantDetails told) {
    Json.Obj since = text.with("since", Json.of(told.since().toString()));
    List<String> scopes = told.scopes();
    String account = told.account();
    Json.Obj granted =
        scopes == null
            ? since
            : since.with("scopes", new Json.Arr(scopes.stream().<Json>map(Json::of).toList()));
    return account == null ? granted : granted.with("account", Json.of(account));
  }

  static Kept read(Json.Obj said) {
    Instant issued = Instant.parse(field(said, "issued"));
    return new Kept(
        field(said, "for"),
        field(said, "access"),
        said.text("refresh"),
        issued,
        Instant.parse(field(said, "expires")),
        Json.of(true).equals(said.get("lost")),
        told(said, issued));
  }

  // Tokens that were kept before vendors were listened to say nothing of it.
  private static GrantDetails told(Json.Obj said, Instant issued) {
    String since = said.text("since");
    return new GrantDetails(
        since == null ? issued : Instant.parse(since),
        said.get("scopes") instanceof Json.Arr(List<Json> scopes)
            ? scopes.stream().map(one -> ((Json.Str) one).value()).toList()
            : null,
        said.text("account"));
  }

  private static String field(Json.Obj said, String name) {
    return Objects.requireNonNull(said.text(name), name);
  }
}
