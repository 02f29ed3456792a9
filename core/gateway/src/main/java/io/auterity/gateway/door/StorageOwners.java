package io.auterity.gateway.door;

import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.catalogue.Capability;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.List;

/** The owners of storage: callers that may make one of the calls that it is for. */
final class StorageOwners {

  private final Authorizer authorizer;
  private final List<Capability> calls;

  StorageOwners(Authorizer authorizer, List<Capability> calls) {
    this.authorizer = authorizer;
    this.calls = List.copyOf(calls);
  }

  /**
   * Lets a caller in that may.
   *
   * @throws CallFailedException {@code forbidden}
   */
  void require(Authenticated caller) {
    authorizer.terms(caller.scope(), caller.principal()).require(Invocation.Door.GATEWAY);
    Verdict last = null;
    for (Capability call : calls) {
      last = authorizer.authorize(caller.scope(), caller.principal(), call);
      if (last.permits()) {
        return;
      }
    }
    throw new CallFailedException(
        FailureCode.FORBIDDEN, last == null ? "no call can be made with it" : last.reason());
  }
}
