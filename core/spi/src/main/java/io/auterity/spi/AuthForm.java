package io.auterity.spi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a vendor takes a credential of one kind, where the kind alone does not say it. */
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
      if (!value.contains(SECRET) || value.indexOf(SECRET) != value.lastIndexOf(SECRET)) {
        throw new IllegalArgumentException(SECRET + " stands once in '%s'".formatted(value));
      }
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
   * Tokens are given for the credential (OAuth 2.0), at places that get neither the credential of
   * other requests nor any of them.
   *
   * @param token where: {@code https://HOST/PATH}, or {@code ${name}/PATH} beneath the URL in that
   *     field of the configuration; of {@code github-app} the address of its API
   * @param authorize where people agree, written so too; null where nobody is asked
   * @param revoke where tokens are given back, written so too; null where they cannot be
   * @param scopes that are asked for where a provider names none
   * @param parameters of {@code authorize} besides the usual ones
   * @param basic whether a client tells its secret in the header {@code authorization} and not in
   *     the form
   */
  record Tokens(
      String token,
      @Nullable String authorize,
      @Nullable String revoke,
      List<String> scopes,
      Map<String, String> parameters,
      boolean basic)
      implements AuthForm {
    public Tokens {
      Objects.requireNonNull(token);
      scopes = List.copyOf(scopes);
      parameters = Map.copyOf(parameters);
    }

    /** Of a vendor that asks nobody. */
    public static Tokens at(String token) {
      return new Tokens(token, null, null, List.of(), Map.of(), false);
    }
  }
}
