package io.auterity.platform.provider.token;

import io.auterity.platform.transport.TokenShelf.Kept;
import io.auterity.spi.Json;
import java.time.Instant;
import java.util.Objects;

/** How tokens are written before they are sealed. */
final class KeptTokenForm {

  private KeptTokenForm() {}

  static Json.Obj json(Kept tokens) {
    Json.Obj text =
        Json.EMPTY
            .with("for", Json.of(tokens.identity()))
            .with("access", Json.of(tokens.access()))
            .with("issued", Json.of(tokens.issued().toString()))
            .with("expires", Json.of(tokens.expires().toString()))
            .with("lost", Json.of(tokens.lost()));
    String refresh = tokens.refresh();
    return refresh == null ? text : text.with("refresh", Json.of(refresh));
  }

  static Kept read(Json.Obj said) {
    return new Kept(
        field(said, "for"),
        field(said, "access"),
        said.text("refresh"),
        Instant.parse(field(said, "issued")),
        Instant.parse(field(said, "expires")),
        Json.of(true).equals(said.get("lost")));
  }

  private static String field(Json.Obj said, String name) {
    return Objects.requireNonNull(said.text(name), name);
  }
}
