package io.auterity.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The authentication form of a vendor: how it takes a credential of one kind, where the kind alone
 * does not say it.
 */
public sealed interface AuthForm {

  /**
   * The credential stands in a header or in a parameter of the query.
   *
   * @param name of the header or the parameter
   * @param value what stands there: a text with {@link #SECRET} in it, once
   */
  record Placed(String name, String value) implements AuthForm {

    /** Where the secret stands in a value. */
    public static final String SECRET = "${secret}";

    public Placed {
      Objects.requireNonNull(name);
      requireSecret(value);
    }

    /** The secret and nothing else. */
    public static Placed plain(String name) {
      return new Placed(name, SECRET);
    }

    /** What is sent for a secret. */
    public String filled(String secret) {
      return value.replace(SECRET, secret);
    }
  }

  /**
   * The credential is the first segment of the path of each request, as in {@code
   * https://api.example.com/bot123:abc/send}.
   *
   * @param value what the segment is, not encoded: a text with {@link Placed#SECRET} in it, once,
   *     and without {@code /}
   */
  record InPath(String value) implements AuthForm {

    public InPath {
      requireSecret(value);
      if (value.contains("/")) {
        throw new IllegalArgumentException("'%s' is more than one segment".formatted(value));
      }
    }

    /** The secret and nothing else. */
    public static InPath plain() {
      return new InPath(Placed.SECRET);
    }

    /** The segment for a secret, not encoded. */
    public String filled(String secret) {
      return value.replace(Placed.SECRET, secret);
    }
  }

  /**
   * Tokens are given for the credential (OAuth 2.0), at places that get neither the credential of
   * other requests nor any of them.
   *
   * @param token where: {@code https://HOST/PATH}, or {@code ${name}/PATH} beneath the URL in that
   *     field of the configuration; of {@code github-app} the address of its API; of {@code
   *     challenge} where challenges may lead besides to the vendor itself
   * @param authorize where people agree, written so too; null where no person is asked
   * @param revoke where tokens are given back, written so too; null where they cannot be
   * @param scopes that are asked for where a provider names none
   * @param parameters of {@code authorize} besides the usual ones
   * @param dialect how its vendor is asked where that is not as RFC 6749 has it
   */
  record Tokens(
      String token,
      @Nullable String authorize,
      @Nullable String revoke,
      List<String> scopes,
      Map<String, String> parameters,
      Dialect dialect)
      implements AuthForm {
    public Tokens {
      Objects.requireNonNull(token);
      scopes = List.copyOf(scopes);
      parameters = Map.copyOf(parameters);
      Objects.requireNonNull(dialect);
    }

    /** Tokens of a vendor that asks no person to agree. */
    public static Tokens at(String token) {
      return new Tokens(token, null, null, List.of(), Map.of(), Dialect.USUAL);
    }
  }

  /** How a client tells its secret. */
  enum ClientForm {
    /** Among the fields. */
    FIELDS,
    /** In the header {@code authorization}. */
    BASIC,
    /** Not at all, and its id neither: only of tokens that are given back. */
    NONE
  }

  /** How fields are written. */
  enum BodyForm {
    FORM,
    JSON
  }

  /** How several scopes are one text. */
  enum ScopeForm {
    SPACES,
    COMMAS;

    /** The text for scopes by spaces. */
    public String text(String scopes) {
      return this == COMMAS ? scopes.replace(' ', ',') : scopes;
    }
  }

  /** Which token is given back. */
  enum GivenBack {
    /** The refresh token, or else the access token. */
    REFRESH,
    /** The access token, with which the vendor ends the other too. */
    ACCESS
  }

  /**
   * How tokens are given back.
   *
   * @param field that holds the token; null where it stands in the header {@code authorization}
   *     instead, as the credential of the request, which tells no client then
   */
  record Revocation(
      GivenBack token, @Nullable String field, RevocationRequest request, TakenBack taken) {

    /** As RFC 7009 has it. */
    public static final Revocation USUAL =
        new Revocation(GivenBack.REFRESH, "token", RevocationRequest.USUAL, TakenBack.USUAL);

    public Revocation {
      Objects.requireNonNull(token);
      Objects.requireNonNull(request);
      Objects.requireNonNull(taken);
      if (field == null && request.client() != ClientForm.NONE) {
        throw new IllegalArgumentException("a token that is the credential tells no client");
      }
    }

    /** As RFC 7009 has it, with the access token. */
    public static Revocation ofAccess() {
      return new Revocation(GivenBack.ACCESS, "token", RevocationRequest.USUAL, TakenBack.USUAL);
    }
  }

  /**
   * By what request tokens are given back.
   *
   * @param method {@code POST}, {@code PUT}, {@code PATCH} or {@code DELETE}
   * @param path beneath the address; {@code {client}} in it is the client's id
   * @param client how the client tells its secret; null as where tokens are given
   * @param body how fields are written; null as where tokens are given
   */
  record RevocationRequest(
      String method, String path, @Nullable ClientForm client, @Nullable BodyForm body) {

    // Before what is made by it.
    private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE");

    /** As RFC 7009 has it. */
    public static final RevocationRequest USUAL = new RevocationRequest("POST", "", null, null);

    /** Where the id of the client stands in a path. */
    public static final String CLIENT = "{client}";

    public RevocationRequest {
      Objects.requireNonNull(path);
      if (!METHODS.contains(method)) {
        throw new IllegalArgumentException("'%s' is none of %s".formatted(method, METHODS));
      }
    }
  }

  /**
   * When a token counts as taken back, where a status of success that names no fault does not say
   * it as RFC 7009 has it.
   *
   * @param field of the answer that is {@code true} then; null where the status alone says it
   * @param errors with which the vendor says that the token was good no more
   */
  record TakenBack(@Nullable String field, Set<String> errors) {

    /** As RFC 7009 has it. */
    public static final TakenBack USUAL = new TakenBack(null, Set.of());

    public TakenBack {
      errors = Set.copyOf(errors);
    }
  }

  /**
   * How a vendor is asked for tokens.
   *
   * @param pkce whether it knows of RFC 7636; what it does not know some refuse
   * @param headers of each request for tokens besides the usual ones
   */
  record Dialect(
      ClientForm client,
      BodyForm body,
      ScopeForm scopes,
      boolean pkce,
      Revocation revocation,
      Map<String, String> headers) {

    /** As RFC 6749, 7009 and 7636 have it. */
    public static final Dialect USUAL =
        new Dialect(
            ClientForm.FIELDS, BodyForm.FORM, ScopeForm.SPACES, true, Revocation.USUAL, Map.of());

    public Dialect {
      if (client == ClientForm.NONE) {
        throw new IllegalArgumentException("tokens are given to a client that tells who it is");
      }
      Objects.requireNonNull(client);
      Objects.requireNonNull(body);
      Objects.requireNonNull(scopes);
      Objects.requireNonNull(revocation);
      headers = Map.copyOf(headers);
    }

    /** The same with another way of a client to tell its secret. */
    public Dialect withClient(ClientForm form) {
      return new Dialect(form, body, scopes, pkce, revocation, headers);
    }
  }

  private static void requireSecret(String value) {
    int at = value.indexOf(Placed.SECRET);
    if (at < 0 || at != value.lastIndexOf(Placed.SECRET)) {
      throw new IllegalArgumentException(Placed.SECRET + " stands once in '%s'".formatted(value));
    }
  }
}
