package io.auterity.platform.provider;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;

/** Reads secrets of tenants. */
@FunctionalInterface
public interface SecretReader {

  /**
   * The current value.
   *
   * @throws CallFailedException {@code not_found}
   */
  String read(TenantScope scope, String name);
}
