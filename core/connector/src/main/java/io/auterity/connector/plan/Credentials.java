package io.auterity.connector.plan;

import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.file.FileProblems;
import io.auterity.platform.transport.HeaderRules;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.AwsScope;
import java.util.ArrayList;
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
 * The kinds of credential of a file, how each is sent, and where tokens are given for it. Nowhere
 * else in a file has a secret a name.
 */
public final class Credentials {

  private static final String HEADER = "header";
  private static final Set<String> PLACED = Set.of(HEADER, "query");
  private static final String AGREED = "oauth2";
  private static final String CLIENT = "oauth-client";
  private static final String CHALLENGE = "challenge";
  private static final String SIGNED = "sigv4";
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

  private static final List<String> OF_SIGNATURES = List.of("service", "region");

  private final List<Json.Obj> said;
  private final Json.Obj config;

  private Credentials(List<Json.Obj> said, Json.Obj config) {
    this.said = said;
    this.config = config;
  }

  public static Credentials of(ConnectorFile file) {
    return new Credentials(ConnectorFile.objects(file.value(), "auth"), file.part("config"));
  }

  /** The kinds that a provider may choose from, in the words of a manifest. */
  public List<String> kinds() {
    return said.stream().map(Credentials::kind).toList();
  }

  /**
   * How each is sent or had, by kind; nothing of those whose kind alone says it, or the provider.
   */
  public Map<String, AuthForm> forms() {
    Map<String, AuthForm> forms = new LinkedHashMap<>();
    for (Json.Obj auth : said) {
      String name = auth.text("name");
      String token = auth.text("token");
      if (name != null) {
        String value = Objects.requireNonNullElse(auth.text("value"), AuthForm.Placed.SECRET);
        forms.put(kind(auth), new AuthForm.Placed(name, value));
      } else if (token != null) {
        forms.put(kind(auth), tokens(auth, token));
      }
    }
    return forms;
  }

  /** Where each is had, in words, by kind; nothing of those of which the file says none. */
  public Map<String, String> help() {
    Map<String, String> help = new LinkedHashMap<>();
    for (Json.Obj auth : said) {
      String text = auth.text("help");
      if (text != null) {
        help.put(kind(auth), text);
      }
    }
    return help;
  }

  private static AuthForm tokens(Json.Obj auth, String token) {
    return new AuthForm.Tokens(
        manifested(token),
        optional(auth, "authorize"),
        optional(auth, "revoke"),
        ConnectorFile.list(auth, "scopes").stream()
            .map(scope -> ((Json.Str) scope).value())
            .toList(),
        texts(auth, "parameters"),
        dialect(auth));
  }

  private static AuthForm.Dialect dialect(Json.Obj auth) {
    AuthForm.Dialect usual = AuthForm.Dialect.USUAL;
    return new AuthForm.Dialect(
        client(auth),
        constant(auth, "body", usual.body()),
        constant(auth, "scopesBy", usual.scopes()),
        !Json.of(false).equals(auth.get("pkce")),
        revocation(auth),
        texts(auth, "headers"));
  }

  private static AuthForm.Revocation revocation(Json.Obj auth) {
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

  private static <E extends Enum<E>> E constant(Json.Obj auth, String name, E usual) {
    String text = auth.text(name);
    return text == null
        ? usual
        : Enum.valueOf(usual.getDeclaringClass(), text.toUpperCase(Locale.ROOT));
  }

  private static Map<String, String> texts(Json.Obj auth, String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    ConnectorFile.object(auth, name)
        .fields()
        .forEach((key, value) -> texts.put(key, ((Json.Str) value).value()));
    return texts;
  }

  /** What signatures of AWS are made for; null when there are none. */
  public @Nullable AwsScope sigv4() {
    for (Json.Obj auth : said) {
      String service = auth.text("service");
      String region = auth.text("region");
      if (service != null && region != null) {
        return new AwsScope(service, field(region));
      }
    }
    return null;
  }

  private static String field(String region) {
    return region.replaceAll("^\\$\\{config\\.|}$", "");
  }

  private static @Nullable String optional(Json.Obj auth, String name) {
    String address = auth.text(name);
    return address == null ? null : manifested(address);
  }

  private static String manifested(String address) {
    return address.replace("${config.", "${");
  }

  /** Notes what is wrong with them. */
  public void check(FileProblems problems) {
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < said.size(); i++) {
      String path = "auth[%d]".formatted(i);
      String kind = kind(said.get(i));
      if (seen.contains(kind)) {
        problems.add(path, "%s stands there twice".formatted(kind), "keep one");
      }
      seen.add(kind);
      checkPlaced(said.get(i), path, problems);
      checkGiven(said.get(i), path, problems);
      checkSigned(said.get(i), path, problems);
    }
  }

  private static void checkPlaced(Json.Obj auth, String path, FileProblems problems) {
    String kind = kind(auth);
    String name = auth.text("name");
    boolean value = auth.text("value") != null;
    if (name != null && !PLACED.contains(kind)) {
      problems.add(path + ".name", "%s has no name".formatted(kind), "remove it");
    }
    if (value && !PLACED.contains(kind)) {
      problems.add(path + ".value", "%s has no value".formatted(kind), "remove it");
    } else if (value && name == null) {
      problems.add(path + ".value", "stands nowhere", "add the name of its " + place(kind));
    }
    if (kind.equals(HEADER) && name != null) {
      HeaderRules.flaw(name)
          .ifPresent(
              flaw ->
                  problems.add(path + ".name", flaw, "use the name that the vendor's page gives"));
    }
  }

  private void checkGiven(Json.Obj auth, String path, FileProblems problems) {
    String kind = kind(auth);
    for (String name : OF_TOKENS) {
      if (auth.get(name) != null && !fits(kind, name)) {
        problems.add(path + "." + name, "%s has no %s".formatted(written(auth), name), "remove it");
      }
    }
    if (auth.get("token") == null && GIVEN.contains(kind) && needsToken(kind, auth)) {
      problems.add(path, "does not say where tokens are given", "add token:");
    }
    if (kind.equals(AGREED) && auth.get("authorize") == null) {
      problems.add(path, "does not say where people agree", "add authorize:");
    }
    checkBearer(ConnectorFile.object(auth, "revocation"), path + ".revocation", problems);
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

  private void checkSigned(Json.Obj auth, String path, FileProblems problems) {
    boolean signed = kind(auth).equals(SIGNED);
    for (String name : OF_SIGNATURES) {
      boolean there = auth.get(name) != null;
      if (there && !signed) {
        problems.add(path + "." + name, "%s has no %s".formatted(written(auth), name), "remove it");
      } else if (signed && !there) {
        problems.add(path, "does not say the %s of AWS".formatted(name), "add %s:".formatted(name));
      }
    }
    String region = auth.text("region");
    if (signed && region != null && !(config.get(field(region)) instanceof Json.Obj)) {
      problems.add(
          path + ".region",
          "config has no property '%s'".formatted(field(region)),
          "add it to config, or name one of it");
    }
  }

  // Of the others a provider says it where the file does not, or there is one place alone.
  private static boolean needsToken(String kind, Json.Obj auth) {
    return kind.equals(AGREED) || OF_TOKENS.stream().anyMatch(name -> auth.get(name) != null);
  }

  private static String written(Json.Obj auth) {
    String grant = auth.text("grant");
    String kind = Objects.requireNonNullElse(auth.text("kind"), "");
    return grant == null ? kind : "%s of %s".formatted(kind, grant);
  }

  private static String place(String kind) {
    return kind.equals(HEADER) ? HEADER : "parameter";
  }

  private static String kind(Json.Obj auth) {
    String kind = Objects.requireNonNullElse(auth.text("kind"), "");
    boolean client = "client_credentials".equals(auth.text("grant"));
    return kind.equals(AGREED) && client ? CLIENT : kind;
  }
}
