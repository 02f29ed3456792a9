package io.auterity.control.identity;

import io.auterity.platform.json.LowerCaseName;
import io.auterity.spi.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The presets of issuers (identity providers): what is pinned of those that many use, and of any
 * other that speaks OpenID Connect (OIDC).
 */
enum IssuerPreset implements LowerCaseName {
  /** Any, by its address. */
  OIDC("Single sign-on", "openid email profile") {
    @Override
    String issuer(Json.Obj spec) {
      return text(spec, "issuer");
    }
  },
  GOOGLE("Google", "openid email profile") {
    @Override
    String issuer(Json.Obj spec) {
      return "https://accounts.google.com";
    }
  },
  /** One directory of it: those of everybody give tokens in the name of others. */
  MICROSOFT("Microsoft", "openid email profile") {
    @Override
    String issuer(Json.Obj spec) {
      return "https://login.microsoftonline.com/%s/v2.0".formatted(text(spec, "directory"));
    }
  },
  /** Without name and address, which it would send in another way than to this callback. */
  APPLE("Apple", "openid") {
    @Override
    String issuer(Json.Obj spec) {
      return "https://appleid.apple.com";
    }
  },
  /**
   * It gives no ID token: a user's identity is read from its interface with the code's own token.
   */
  GITHUB("GitHub", "read:user user:email") {
    @Override
    String issuer(Json.Obj spec) {
      return spec.text("url") == null ? "https://github.com" : text(spec, "url");
    }
  },
  /** People sign in with Firebase in a page of the tenant, which shows their token here. */
  FIREBASE("Firebase", "") {
    @Override
    String issuer(Json.Obj spec) {
      return "https://securetoken.google.com/" + text(spec, "project");
    }

    @Override
    String client(Json.Obj spec) {
      return text(spec, "project");
    }
  };

  private final String label;
  private final String scopes;

  IssuerPreset(String label, String scopes) {
    this.label = label;
    this.scopes = scopes;
  }

  /** The issuer as its tokens name it, with no slash added at the end. */
  abstract String issuer(Json.Obj spec);

  /** To whom its tokens are given. */
  String client(Json.Obj spec) {
    return text(spec, "client");
  }

  String label() {
    return label;
  }

  List<String> scopes() {
    return scopes.isEmpty() ? List.of() : List.of(scopes.split(" "));
  }

  static IssuerPreset of(Json.Obj spec) {
    String wire = spec.text("preset") == null ? OIDC.wire() : text(spec, "preset");
    return Arrays.stream(values())
        .filter(each -> each.wire().equals(wire))
        .findFirst()
        .orElseThrow();
  }

  // The schema says which fields go with which preset.
  private static String text(Json.Obj spec, String field) {
    return Objects.requireNonNull(spec.text(field), field);
  }
}
