package io.auterity.spi;

/** Reads secrets that the provider's configuration refers to by name. */
public interface Secrets {

  /**
   * The current value.
   *
   * @throws CallFailedException {@code not_found} when the provider has no such secret
   */
  String read(String name);
}
