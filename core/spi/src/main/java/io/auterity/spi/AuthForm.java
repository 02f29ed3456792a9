package io.auterity.spi;

import java.util.Objects;

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
}
