package io.auterity.connector.witness;

import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code oci.yaml} before the reference registry. */
@EnabledIfSystemProperty(named = "auterity.witness.oci-registry", matches = ".+")
class OciRegistryOnServer extends OciOnServer {

  private static final WitnessedFile FILE =
      WitnessedFile.of("oci-registry", "oci", "oci", "distribution");

  @RegisterExtension static final EvidenceRun RUN = FILE.run();

  OciRegistryOnServer() {
    super(FILE, "");
  }
}
