package io.auterity.connector.witness;

import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.contract.git.GitContract;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The git part of {@code gitea.yaml} before a Gitea. */
@EnabledIfSystemProperty(named = "auterity.witness.gitea", matches = ".+")
class GiteaGitOnServer extends GitContract {

  private static final WitnessedFile FILE = WitnessedFile.of("gitea", "gitea", "Gitea");
  private static final String OWNER = "o" + UUID.randomUUID().toString().substring(0, 8);

  @RegisterExtension static final EvidenceRun RUN = FILE.run();

  @BeforeAll
  static void makeAnOrganization() {
    FILE.post("/api/v1/orgs", Json.EMPTY.with("username", Json.of(OWNER)));
    FILE.post("/api/v1/admin/users", somebody());
  }

  private static Json somebody() {
    return Json.EMPTY
        .with("username", Json.of("somebody"))
        .with("email", Json.of("somebody@example.test"))
        .with("password", Json.of(UUID.randomUUID().toString()));
  }

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
    return "gitea";
  }

  @Override
  protected ProviderContext provider() {
    return FILE.provider();
  }

  @Override
  protected String owner() {
    return OWNER;
  }

  @Override
  protected String freshName() {
    return "r" + UUID.randomUUID().toString().substring(0, 8);
  }
}
