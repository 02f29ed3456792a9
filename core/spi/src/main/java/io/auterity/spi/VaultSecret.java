package io.auterity.spi;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A secret of an operation's input. Callers name one of the tenant's vault, {@code {"secret":
 * "deploy-key"}}, so that no call, run, decision or form ever holds what it is; the connector alone
 * is given its value. Neither its text nor its JSON tells the value.
 */
public final class VaultSecret {

  private final @Nullable String name;
  private final @Nullable String value;

  private VaultSecret(@Nullable String name, @Nullable String value) {
    this.name = name;
    this.value = value;
  }

  /** The one of that name, as a caller gives it. */
  public static VaultSecret named(String name) {
    return new VaultSecret(Objects.requireNonNull(name), null);
  }

  /** The same with its value, as a connector is given it. */
  public VaultSecret filled(String secret) {
    return new VaultSecret(name, Objects.requireNonNull(secret));
  }

  /** One that no vault holds: lent to one call by the platform, or of a test of a connector. */
  public static VaultSecret of(String value) {
    return new VaultSecret(null, Objects.requireNonNull(value));
  }

  /** Its name in the vault; absent where none holds it. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /**
   * Its value, for a connector that sends it on and keeps it nowhere.
   *
   * @throws IllegalStateException where only its name is known
   */
  public String value() {
    if (value == null) {
      throw new IllegalStateException("no value is filled in for " + this);
    }
    return value;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VaultSecret secret
        && Objects.equals(name, secret.name)
        && Objects.equals(value, secret.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, value);
  }

  @Override
  public String toString() {
    return name == null ? "(secret)" : "(secret '%s')".formatted(name);
  }
}
