package io.auterity.server.capabilities;

import io.auterity.platform.call.Act;
import io.auterity.platform.call.Act.Trace;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.relay.plan.Configs;
import io.auterity.server.web.security.Caller;
import io.auterity.server.web.security.Needs;
import io.auterity.spi.DataClass;
import io.auterity.spi.Effect;
import io.auterity.spi.Json;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The capability catalogue: lists capabilities with their schemas, and shows the capability matrix
 * of connectors and providers.
 */
@RestController
@RequestMapping("/api/v1/capabilities")
public record CapabilityController(
    Catalogue catalogue, PluginHost plugins, ProviderRegistry providers, Configs configs) {

  public static final Act READ = new Act("capability.read", Trace.NONE, false);

  /** Capabilities in the order of their ids. */
  public record Capabilities(List<CapabilitySummary> items) {}

  /** A capability as a list shows it. */
  public record CapabilitySummary(
      String id,
      String kind,
      String summary,
      Effect effect,
      boolean cacheable,
      boolean metered,
      boolean stream,
      DataClass dataClass) {

    static CapabilitySummary of(Capability capability) {
      return new CapabilitySummary(
          capability.id(),
          capability.kind(),
          capability.summary(),
          capability.effect(),
          capability.cacheable(),
          capability.metered(),
          capability.stream(),
          capability.dataClass());
    }
  }

  /**
   * A capability with its schemas.
   *
   * @param input JSON Schema
   * @param output JSON Schema, of one event when it streams
   * @param form the input's fields in order, for a form
   */
  public record CapabilityDetail(
      String id,
      String kind,
      String summary,
      Effect effect,
      boolean cacheable,
      boolean metered,
      boolean stream,
      DataClass dataClass,
      Json.Obj input,
      Json.Obj output,
      List<FormField> form) {}

  @Needs("capability.read")
  @GetMapping
  Capabilities list(@RequestParam(required = false) @Nullable String q) {
    Collection<Capability> found = q == null || q.isBlank() ? catalogue.all() : catalogue.search(q);
    return new Capabilities(found.stream().map(CapabilitySummary::of).toList());
  }

  /** What each connector can do, and what the tenant's providers offer of it. */
  @Needs("provider.read")
  @GetMapping("/matrix")
  CapabilityMatrix matrix(Caller caller, @RequestParam(required = false) @Nullable String kind) {
    return CapabilityMatrix.of(
        kind,
        catalogue.all(),
        plugins.connectors(),
        providers.of(caller.scope()),
        configs.of(caller.scope()).pricing());
  }

  @Needs("capability.read")
  @GetMapping("/{id}")
  CapabilityDetail get(@PathVariable String id) {
    Capability capability = catalogue.get(id);
    return new CapabilityDetail(
        capability.id(),
        capability.kind(),
        capability.summary(),
        capability.effect(),
        capability.cacheable(),
        capability.metered(),
        capability.stream(),
        capability.dataClass(),
        capability.inputSchema(),
        capability.outputSchema(),
        FormField.of(capability.inputSchema()));
  }
}
