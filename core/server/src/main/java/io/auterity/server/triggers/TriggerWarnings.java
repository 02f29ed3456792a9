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
import org.jspecify.annotations.Nullable;

/** Warnings about triggers that are as they were written: who may call them, or that none does. */
public record TriggerWarnings(EventSources sources, ResourceService resources) {

  /** Finds those of a tenant's triggers as things stand when the first of them is looked at. */
  Function<TriggerRow, Optional<String>> now(TenantScope scope) {
    Standing standing = new Standing(scope);
    return row -> {
      if (row.webhook() != null) {
        return row.webhook().verify().warning();
      }
      String type = row.type();
      return type == null ? Optional.empty() : standing.missing(type);
    };
  }

  /** What there is for triggers of events; it is read once, and for others not at all. */
  private final class Standing {
    private final TenantScope scope;
    private final Map<String, Optional<String>> byType = new HashMap<>();
    private @Nullable ResourceSet all;

    Standing(TenantScope scope) {
      this.scope = scope;
    }

    Optional<String> missing(String type) {
      return byType.computeIfAbsent(
          type, one -> sources.missing(scope, one, all()).map("it starts nothing yet: "::concat));
    }

    private ResourceSet all() {
      ResourceSet known = all;
      if (known == null) {
        known = new ResourceSet(resources.list(scope));
        all = known;
      }
      return known;
    }
  }
}
