package io.auterity.connector.witness;

import io.auterity.connector.DataPlugin;
import io.auterity.connector.VendorFiles;
import io.auterity.connector.witness.WitnessRun.Witnessed;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.Transport;
import io.auterity.testkit.contract.tracker.TrackerContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The issues of {@code gitea.yaml} before a Gitea. */
@EnabledIfSystemProperty(named = "auterity.witness.gitea", matches = ".+")
class GiteaTrackerOnServer extends TrackerContract {

  private static final RealServer SERVER = RealServer.of("gitea");
  private static final DataPlugin PLUGIN = VendorFiles.plugin("gitea");

  @RegisterExtension
  static final WitnessRun RUN =
      new WitnessRun(new Witnessed("gitea", "gitea-issues", "Gitea " + SERVER.version()));

  @Override
  protected Plugin plugin() {
    return new WitnessedPlugin(PLUGIN, RUN);
  }

  @Override
  protected PluginManifest manifest() {
    return WitnessedPlugin.manifest(PLUGIN.manifest());
  }

  @Override
  protected String connectorId() {
    return "gitea-issues";
  }

  @Override
  protected ProviderContext provider() {
    return SERVER.provider(PLUGIN);
  }

  @Override
  protected List<String> people() {
    return List.of(SERVER.user());
  }

  @Override
  protected Optional<ProviderContext> behind(Transport transport) {
    return Optional.of(SERVER.provider(PLUGIN).withTransport(transport));
  }

  @Override
  protected Ref anyProject() {
    return Ref.of(SERVER.user() + "/any");
  }
}
