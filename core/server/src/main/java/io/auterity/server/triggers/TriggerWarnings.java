package io.auterity.server.triggers;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.resource.ResourceService;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.workflow.trigger.EventSources;
import io.auterity.workflow.trigger.store.TriggerRow;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Warnings about triggers that are as they were written: who may call them, or that none does. */
public record TriggerWarnings(EventSources sources, ResourceService resources) {

  /** Finds those of a tenant's triggers as things stand now. */
  Function<TriggerRow, Optional<String>> now(TenantScope scope) {
    ResourceSet all = new ResourceSet(resources.list(scope));
    Map<String, Optional<String>> byType = new HashMap<>();
    return row -> {
      if (row.webhook() != null) {
        return row.webhook().verify().warning();
      }
      String type = row.type();
      return type == null
          ? Optional.empty()
          : byType.computeIfAbsent(type, one -> missing(scope, one, all));
    };
  }

  private Optional<String> missing(TenantScope scope, String type, ResourceSet all) {
    return sources.missing(scope, type, all).map("it starts nothing yet: "::concat);
  }
}
