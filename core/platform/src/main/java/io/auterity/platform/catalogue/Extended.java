package io.auterity.platform.catalogue;

import io.auterity.spi.Call;

/** An instance of a connector that carries out extensions too. */
@FunctionalInterface
public interface Extended {

  /**
   * Carries out the extension that the call names.
   *
   * @throws io.auterity.spi.CallFailedException {@code unsupported} when it has none of that name
   */
  ExtensionValue extension(ExtensionValue input, Call call);
}
