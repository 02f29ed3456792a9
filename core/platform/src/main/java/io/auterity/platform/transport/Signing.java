package io.auterity.platform.transport;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** How requests carry a provider's credential; the secret is read for each request. */
public sealed interface Signing {

  /**
   * The header that carries the credential; empty when there is none.
   *
   * @throws CallFailedException {@code invalid} when no header can carry it, and as the secret's
   *     supplier does
   */
  Optional<Header> header();

  /** A secret as it may be sent; what is wrong with it is told without it. */
  private static String sendable(Supplier<String> secret) {
    String value = secret.get();
    if (!HeaderRules.isValue(value)) {
      throw new CallFailedException(
          FailureCode.INVALID,
          "it holds a line break or another character that no header can carry; store it again without");
    }
    return value;
  }

  /** A header and its secret value. */
  record Header(String name, String value) {
    @Override
    public String toString() {
      return name + ": (secret)";
    }
  }

  /** No credential. */
  record Unsigned() implements Signing {
    @Override
    public Optional<Header> header() {
      return Optional.empty();
    }
  }

  /** {@code Authorization: Bearer}. */
  record Bearer(Supplier<String> secret) implements Signing {
    public Bearer {
      Objects.requireNonNull(secret);
    }

    @Override
    public Optional<Header> header() {
      return Optional.of(new Header("authorization", "Bearer " + sendable(secret)));
    }
  }

  /** A header of the vendor's own. */
  record Named(String name, Supplier<String> secret) implements Signing {
    public Named {
      name = name.toLowerCase(Locale.ROOT);
      Objects.requireNonNull(secret);
    }

    @Override
    public Optional<Header> header() {
      HeaderRules.flaw(name)
          .ifPresent(
              flaw -> {
                throw new CallFailedException(FailureCode.INVALID, flaw);
              });
      return Optional.of(new Header(name, sendable(secret)));
    }
  }

  /** {@code Authorization: Basic}. */
  record Basic(String user, Supplier<String> secret) implements Signing {
    public Basic {
      Objects.requireNonNull(user);
      Objects.requireNonNull(secret);
    }

    @Override
    public Optional<Header> header() {
      return Optional.of(new Header("authorization", "Basic " + encoded(user, sendable(secret))));
    }

    /** User and secret as they are sent. */
    public static String encoded(String user, String secret) {
      byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
      return Base64.getEncoder().encodeToString(pair);
    }
  }
}
