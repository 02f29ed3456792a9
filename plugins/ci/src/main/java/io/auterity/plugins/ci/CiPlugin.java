package io.auterity.plugins.ci;

import io.auterity.plugins.ci.embedded.EmbeddedCiConnector;
import io.auterity.spi.Connector;
import io.auterity.spi.Plugin;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ci.Ci;
import java.time.InstantSource;
import java.util.List;

/** Brings what writes definitions of pipelines, and what builds by workflows. */
public final class CiPlugin implements Plugin {

  @Override
  public List<Connector<?>> connectors() {
    return List.of(new DefinitionConnector(), new EmbeddedCiConnector(InstantSource.system()));
  }

  private record DefinitionConnector() implements Connector<Ci> {

    @Override
    public String id() {
      return "ci-definitions";
    }

    @Override
    public Class<Ci> kind() {
      return Ci.class;
    }

    @Override
    public Ci open(ProviderContext context) {
      return new DefinitionClient();
    }
  }
}
