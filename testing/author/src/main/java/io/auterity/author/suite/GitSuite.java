package io.auterity.author.suite;

import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.contract.git.GitContract;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;

/** The suite of the kind {@code git} for an author's file. */
@ExtendWith(UnderTest.class)
public final class GitSuite extends GitContract {

  private final ConnectorUnderTest connector;

  public GitSuite(ConnectorUnderTest connector) {
    this.connector = connector;
  }

  @Override
  protected Plugin plugin() {
    return connector.plugin();
  }

  @Override
  protected PluginManifest manifest() {
    return connector.manifest();
  }

  @Override
  protected String connectorId() {
    return connector.connector();
  }

  @Override
  protected ProviderContext provider() {
    return connector.provider();
  }

  @Override
  protected String owner() {
    return connector.container();
  }

  @Override
  protected String freshName() {
    return "r" + UUID.randomUUID().toString().substring(0, 8);
  }
}
