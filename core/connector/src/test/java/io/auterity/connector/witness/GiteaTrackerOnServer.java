package io.auterity.connector.witness;

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

  private static final WitnessedFile FILE = WitnessedFile.of("gitea", "gitea-issues", "Gitea");

  @RegisterExtension static final EvidenceRun RUN = FILE.run();

  @Override
  protected Plugin plugin() {
    return FILE.plugin();
  }

  @Override
  protected PluginManifest manifest() {
    return FILE.manifest();
  }

  @Override
  protected String connectorId() {
    return "gitea-issues";
  }

  @Override
  protected ProviderContext provider() {
    return FILE.provider();
  }

  @Override
  protected List<String> people() {
    return List.of(FILE.server().user());
  }

  @Override
  protected Optional<ProviderContext> behind(Transport transport) {
    return Optional.of(FILE.provider().withTransport(transport));
  }

  @Override
  protected Ref anyProject() {
    return Ref.of(FILE.server().user() + "/any");
  }
}
