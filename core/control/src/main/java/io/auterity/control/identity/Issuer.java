package io.auterity.control.identity;

import io.auterity.control.identity.store.IssuerTable.IssuerClient;
import io.auterity.spi.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An issuer (identity provider, by OIDC or GitHub) as a tenant configured it for sign-in.
 *
 * @param id of the resource
 * @param label what the sign-in page calls it
 * @param issuer letter for letter as its tokens name it
 * @param client to whom its tokens are given
 * @param secret name of the secret by which the client is known; null of one that has none
 * @param shown whether people bring a token that a page of theirs got, and are sent nowhere
 * @param apple of a client of Apple, whose secret is a key that signs; null of all others
 */
record Issuer(
    String id,
    IssuerPreset preset,
    String label,
    String issuer,
    String client,
    @Nullable String secret,
    @Nullable AppleKey apple,
    Set<TokenAlgorithm> algorithms,
    List<String> scopes,
    boolean shown,
    RoleRules rules) {

  Issuer {
    algorithms = Set.copyOf(algorithms);
    scopes = List.copyOf(scopes);
  }

  /** Of a spec that fits the schema. */
  static Issuer of(String id, Json.Obj spec) {
    IssuerPreset preset = IssuerPreset.of(spec);
    String label = spec.text("name");
    return new Issuer(
        id,
        preset,
        label == null ? preset.label() : label,
        preset.issuer(spec),
        preset.client(spec),
        spec.text("secret"),
        AppleKey.of(spec),
        algorithms(spec),
        scopes(preset, spec),
        preset == IssuerPreset.FIREBASE || Json.of(true).equals(spec.get("shown")),
        RoleRules.of(spec));
  }

  private static Set<TokenAlgorithm> algorithms(Json.Obj spec) {
    EnumSet<TokenAlgorithm> algorithms = EnumSet.noneOf(TokenAlgorithm.class);
    if (spec.get("algorithms") instanceof Json.Arr(List<Json> names)) {
      for (Json name : names) {
        if (name instanceof Json.Str(String text)) {
          TokenAlgorithm.of(text).ifPresent(algorithms::add);
        }
      }
    }
    return algorithms.isEmpty() ? EnumSet.of(TokenAlgorithm.RS256) : algorithms;
  }

  private static List<String> scopes(IssuerPreset preset, Json.Obj spec) {
    List<String> scopes = new ArrayList<>(preset.scopes());
    if (spec.get("scopes") instanceof Json.Arr(List<Json> more)) {
      for (Json scope : more) {
        if (scope instanceof Json.Str(String text) && !scopes.contains(text)) {
          scopes.add(text);
        }
      }
    }
    return scopes;
  }

  /** To whom its tokens are given, which is one tenant's. */
  IssuerClient known() {
    return new IssuerClient(issuer, client);
  }

  /** Whether people are sent there from the sign-in page. */
  boolean redirects() {
    return !shown;
  }

  /** Whether the same people have the same roles by the other. */
  boolean letsInAs(Issuer other) {
    return issuer.equals(other.issuer) && client.equals(other.client) && rules.equals(other.rules);
  }

  /** Where it says what it offers (OpenID Connect Discovery, section 4). */
  URI discovery() {
    return URI.create(issuer.replaceFirst("/$", "") + "/.well-known/openid-configuration");
  }
}
