package io.auterity.server.capabilities;

import io.auterity.platform.call.Act;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.provider.life.ProviderRegistry;
import io.auterity.provider.plugin.PluginHost;
import io.auterity.relay.plan.Configs;
import io.auterity.server.part.ServerPart;
import java.util.List;

/** The catalogue of capabilities and connectors, read over REST. */
public record CapabilitiesPart(
    Catalogue catalogue, PluginHost plugins, ProviderRegistry providers, Configs configs)
    implements ServerPart {

  @Override
  public List<Act> acts() {
    return List.of(CapabilityController.READ);
  }

  @Override
  public List<Object> controllers() {
    return List.of(
        new ConnectorController(catalogue, plugins),
        new CapabilityController(catalogue, plugins, providers, configs));
  }
}
