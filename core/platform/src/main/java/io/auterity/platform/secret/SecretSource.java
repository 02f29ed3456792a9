package io.auterity.platform.secret;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.Optional;
import java.util.Set;

/** Reads the secrets of tenants that are sent somewhere. */
@FunctionalInterface
public interface SecretSource {

  /**
   * The current value.
   *
   * @param hosts all that it, or what is made of it, goes to
   * @throws CallFailedException {@code not_found}, or {@code forbidden} when it is bound to others
   */
  String read(TenantScope scope, String name, Set<String> hosts);

  /**
   * What is wrong with a resource that has a secret sent to these hosts: it is bound to others. One
   * that is not there, or cannot be read now, is told of when it is sent.
   *
   * @param path where the resource names it
   */
  default Optional<Problem> boundElsewhere(
      TenantScope scope, String name, Set<String> hosts, String path) {
    try {
      read(scope, name, hosts);
    } catch (CallFailedException e) {
      if (e.failure().code() == FailureCode.FORBIDDEN) {
        return Optional.of(
            new Problem(
                path, e.failure().message(), "ask a user who may write secrets to bind it"));
      }
    }
    return Optional.empty();
  }
}
