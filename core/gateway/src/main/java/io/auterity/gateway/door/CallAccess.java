package io.auterity.gateway.door;

import io.auterity.platform.call.Authenticator;
import io.auterity.platform.call.Authorizer;
import io.auterity.platform.call.Invoker;

/**
 * The services that a door needs to let a call in: authentication, authorization, and the call
 * itself.
 */
public record CallAccess(Authenticator authenticator, Authorizer authorizer, Invoker invoker) {}
