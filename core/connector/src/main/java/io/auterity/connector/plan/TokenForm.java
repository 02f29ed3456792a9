package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The form of the tokens for a credential of a file: how they are given, and how they are revoked.
 *
 * @param auth one of any kind, also of those for which no tokens are given
 */
record TokenForm(Json.Obj auth) {

  private static final String AGREED = "oauth2";
  private static final String CLIENT = "oauth-client";
  private static final String CHALLENGE = "challenge";
  private static final Set<String> GIVEN = Set.of(AGREED, CLIENT, "jwt", "github-app", CHALLENGE);
  private static final List<String> ADDRESSES = List.of("authorize", "token", "revoke");
  private static final List<String> OF_TOKENS =
      List.of(
          "grant",
          "authorize",
          "token",
          "revoke",
          "scopes",
          "parameters",
          "client",
          "body",
          "scopesBy",
          "pkce",
          "revocation",
          "headers");
  private static final List<String> OF_PEOPLE =
      List.of("authorize", "revoke", "parameters", "pkce", "revocation");

  /** Ways that files may say by one word. */
  private static final Map<String, AuthForm.Revocation> BY_WORD =
      Map.of(
          "refresh",
          AuthForm.Revocation.USUAL,
          "access",
          AuthForm.Revocation.ofAccess(),
          "github",
          new AuthForm.Revocation(
              AuthForm.GivenBack.ACCESS,
              "access_token",
              new AuthForm.RevocationRequest(
                  "DELETE",
                  "/applications/{client}/token",
                  AuthForm.ClientForm.BASIC,
                  AuthForm.BodyForm.JSON),
              AuthForm.TakenBack.USUAL));

  /** The kind of a credential in the words of a manifest, where oauth2 depends on its grant. */
  static String kind(Json.Obj auth) {
    String kind = Objects.requireNonNullElse(auth.text("kind"), "");
    boolean client = "client_credentials".equals(auth.text("grant"));
    return kind.equals(AGREED) && client ? CLIENT : kind;
  }

  /** The kind as the file writes it. */
  static String written(Json.Obj auth) {
    String grant = auth.text("grant");
    String kind = Objects.requireNonNullElse(auth.text("kind"), "");
    return grant == null ? kind : "%s of %s".formatted(kind, grant);
  }

  /** How tokens are given for it; null where the file does not say. */
  AuthForm.@Nullable Tokens tokens() {
    String token = auth.text("token");
    return token == null
        ? null
        : new AuthForm.Tokens(
            manifested(token),
            optional("authorize"),
            optional("revoke"),
            ConnectorFile.list(auth, "scopes").stream()
                .map(scope -> ((Json.Str) scope).value())
                .toList(),
            texts("parameters"),
            dialect());
  }

  private AuthForm.Dialect dialect() {
    AuthForm.Dialect usual = AuthForm.Dialect.USUAL;
    return new AuthForm.Dialect(
        client(auth),
        constant(auth, "body", usual.body()),
        constant(auth, "scopesBy", usual.scopes()),
        !Json.of(false).equals(auth.get("pkce")),
        revocation(),
        texts("headers"));
  }

  private AuthForm.Revocation revocation() {
    AuthForm.Revocation usual = AuthForm.Revocation.USUAL;
    String word = auth.text("revocation");
    if (word != null) {
      return BY_WORD.getOrDefault(word, usual);
    }
    Json.Obj said = ConnectorFile.object(auth, "revocation");
    boolean bearer = Json.of(true).equals(said.get("bearer"));
    String field = Objects.requireNonNullElse(said.text("field"), "token");
    return new AuthForm.Revocation(
        constant(said, "token", usual.token()),
        bearer ? null : field,
        revocationRequest(said, bearer),
        new AuthForm.TakenBack(
            said.text("taken"),
            ConnectorFile.list(said, "gone").stream()
                .map(error -> ((Json.Str) error).value())
                .collect(Collectors.toSet())));
  }

  private static AuthForm.RevocationRequest revocationRequest(Json.Obj said, boolean bearer) {
    AuthForm.RevocationRequest usual = AuthForm.RevocationRequest.USUAL;
    AuthForm.ClientForm client = said.get("client") == null ? null : client(said);
    return new AuthForm.RevocationRequest(
        Objects.requireNonNullElse(said.text("method"), usual.method()),
        Objects.requireNonNullElse(said.text("path"), usual.path()),
        bearer ? AuthForm.ClientForm.NONE : client,
        said.get("body") == null ? null : constant(said, "body", AuthForm.BodyForm.FORM));
  }

  private static AuthForm.ClientForm client(Json.Obj said) {
    return switch (said.text("client")) {
      case "basic" -> AuthForm.ClientForm.BASIC;
      case "none" -> AuthForm.ClientForm.NONE;
      case null, default -> AuthForm.ClientForm.FIELDS;
    };
  }

  private static <E extends Enum<E>> E constant(Json.Obj said, String name, E usual) {
    String text = said.text(name);
    return text == null
        ? usual
        : Enum.valueOf(usual.getDeclaringClass(), text.toUpperCase(Locale.ROOT));
  }

  private Map<String, String> texts(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    ConnectorFile.object(auth, name)
        .fields()
        .forEach((key, value) -> texts.put(key, ((Json.Str) value).value()));
    return texts;
  }

  private @Nullable String optional(String name) {
    String address = auth.text(name);
    return address == null ? null : manifested(address);
  }

  private static String manifested(String address) {
    return address.replace("${config.", "${");
  }

  /** Notes what is wrong with how it says that. */
  void check(String path, Json.Obj config, FileProblems problems) {
    String kind = kind(auth);
    for (String name : OF_TOKENS) {
      if (auth.get(name) != null && !fits(kind, name)) {
        problems.add(path + "." + name, "%s has no %s".formatted(written(auth), name), "remove it");
      }
    }
    if (auth.get("token") == null && GIVEN.contains(kind) && needsToken(kind)) {
      problems.add(path, "does not say where tokens are given", "add token:");
    }
    if (kind.equals(AGREED) && auth.get("authorize") == null) {
      problems.add(path, "does not say where people agree", "add authorize:");
    }
    checkBearer(ConnectorFile.object(auth, "revocation"), path + ".revocation", problems);
    checkAddresses(path, config, problems);
  }

  private void checkAddresses(String path, Json.Obj config, FileProblems problems) {
    for (String name : ADDRESSES) {
      String address = auth.text(name);
      if (address != null) {
        Servers.checkUrl(path + "." + name, address, config, problems);
      }
    }
  }

  private static void checkBearer(Json.Obj revocation, String path, FileProblems problems) {
    if (revocation.get("bearer") != null) {
      Stream.of("field", "client", "body")
          .filter(name -> revocation.get(name) != null)
          .forEach(
              name ->
                  problems.add(
                      "%s.%s".formatted(path, name),
                      "a token that is the credential has no %s".formatted(name),
                      "remove it"));
    }
  }

  private static boolean fits(String kind, String name) {
    return switch (kind) {
      case AGREED -> true;
      case CHALLENGE -> name.equals("token");
      default -> GIVEN.contains(kind) && !OF_PEOPLE.contains(name);
    };
  }

  // Of the others a provider says it where the file does not, or there is one place alone.
  private boolean needsToken(String kind) {
    return kind.equals(AGREED) || OF_TOKENS.stream().anyMatch(name -> auth.get(name) != null);
  }
}
