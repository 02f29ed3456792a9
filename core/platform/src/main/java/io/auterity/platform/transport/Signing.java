package io.auterity.platform.transport;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** How requests carry a provider's credential; the secret is read for each request. */
public sealed interface Signing {

  /** The header that carries the credential; empty when there is none. */
  Optional<Header> header();

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
      return Optional.of(new Header("authorization", "Bearer " + secret.get()));
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
      return Optional.of(new Header(name, secret.get()));
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
      byte[] pair = (user + ":" + secret.get()).getBytes(StandardCharsets.UTF_8);
      return Optional.of(
          new Header("authorization", "Basic " + Base64.getEncoder().encodeToString(pair)));
    }
  }
}
