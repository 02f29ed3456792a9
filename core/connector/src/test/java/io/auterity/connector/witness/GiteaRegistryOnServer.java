package io.auterity.connector.witness;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code oci.yaml} before a Gitea's registry. */
@EnabledIfSystemProperty(named = "auterity.witness.gitea", matches = ".+")
class GiteaRegistryOnServer extends OciOnServer {

  private static final WitnessedFile FILE = WitnessedFile.of("gitea", "oci", "oci", "Gitea");

  @RegisterExtension static final EvidenceRun RUN = FILE.run();

  GiteaRegistryOnServer() {
    super(FILE, FILE.server().user() + "/");
  }

  @Override
  protected boolean keepsUntagged() {
    return false;
  }
}
