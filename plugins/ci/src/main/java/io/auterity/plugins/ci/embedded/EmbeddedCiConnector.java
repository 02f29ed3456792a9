package io.auterity.plugins.ci.embedded;

import io.auterity.spi.Connector;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.ci.Ci;
import java.time.InstantSource;
import java.util.List;

/** Opens what builds by workflows, one for each provider. */
public record EmbeddedCiConnector(InstantSource clock) implements Connector<Ci> {

  @Override
  public String id() {
    return "embedded-ci";
  }

  @Override
  public Class<Ci> kind() {
    return Ci.class;
  }

  @Override
  public Class<EmbeddedCiConfig> config() {
    return EmbeddedCiConfig.class;
  }

  @Override
  public List<String> events() {
    return List.of(Builds.STARTED);
  }

  @Override
  public Ci open(ProviderContext context) {
    EmbeddedCiConfig config = context.config(EmbeddedCiConfig.class);
    return new EmbeddedCi(
        new BuiltRepositories(config), new Builds(context.id(), context.documents(), clock));
  }
}
