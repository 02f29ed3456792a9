package io.auterity.platform.secret;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import java.util.Set;

/** Where the secrets of tenants are read that are sent somewhere. */
@FunctionalInterface
public interface SecretSource {

  /**
   * The current value.
   *
   * @param hosts all that it, or what is made of it, goes to
   * @throws CallFailedException {@code not_found}, or {@code forbidden} when it is bound to others
   */
  String read(TenantScope scope, String name, Set<String> hosts);
}
