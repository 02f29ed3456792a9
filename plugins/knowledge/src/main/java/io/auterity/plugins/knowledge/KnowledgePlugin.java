package io.auterity.plugins.knowledge;

import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginContext;
import io.auterity.toolkit.git.ClosedSystem;
import java.time.InstantSource;
import java.util.List;

/** Brings the embedded store of knowledge, and the search of all knowledge that a tenant has. */
public final class KnowledgePlugin implements Plugin {

  @Override
  public void start(PluginContext context) {
    ClosedSystem.install();
  }

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new KnowledgeConnector(InstantSource.system()), new UnifiedSearchConnector());
  }
}
