package io.auterity.workflow.trigger;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.ResourceSet;
import java.util.Optional;

/** What raises the events of a tenant. */
@FunctionalInterface
public interface EventSources {

  /**
   * Why no event of a type can happen as things stand, and what to do; empty where one can.
   *
   * @param type that may end in {@code .*}
   * @param all resources of the tenant
   */
  Optional<String> missing(TenantScope scope, String type, ResourceSet all);
}
