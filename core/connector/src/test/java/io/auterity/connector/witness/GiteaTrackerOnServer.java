package io.auterity.connector.witness;

import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.Transport;
import io.auterity.testkit.contract.ContractSubject;
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
  protected ContractSubject subject() {
    return FILE;
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
