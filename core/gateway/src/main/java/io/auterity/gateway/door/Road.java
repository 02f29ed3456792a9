package io.auterity.gateway.door;

import io.auterity.platform.call.Authenticator;
import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.Invoker;
import java.util.Objects;

/** The road as this door sees it: who calls, what they may do, and the call itself. */
public record Road(Authenticator authenticator, Authorizer authorizer, Invoker invoker) {
  public Road {
    Objects.requireNonNull(authenticator);
    Objects.requireNonNull(authorizer);
    Objects.requireNonNull(invoker);
  }
}
