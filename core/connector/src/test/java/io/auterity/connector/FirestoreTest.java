package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.spi.Plugin;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.documents.DocumentDatabaseContract;
import io.auterity.testkit.files.VendorWitness;
import io.auterity.testkit.witness.WitnessedPlugin;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code firestore.yaml} before a stand-in; each request is one that Google describes. */
@Tag("generated")
class FirestoreTest extends DocumentDatabaseContract {

  @RegisterExtension static final TestedEvidence EVIDENCE = new TestedEvidence();

  private static final DataPlugin FILE = VendorFiles.plugin("firestore");
  private static final AskedCalls ASKED = new AskedCalls();
  private static final FirestoreDouble FIRESTORE = new FirestoreDouble();

  private final AtomicInteger names = new AtomicInteger();

  @Override
  protected Plugin plugin() {
    return new WitnessedPlugin(FILE, ASKED.noting("firestore"));
  }

  @Override
  protected PluginManifest manifest() {
    return WitnessedPlugin.manifest(FILE.manifest());
  }

  @Override
  protected String connectorId() {
    return "firestore";
  }

  @Override
  protected ProviderContext provider() {
    return new FakeProvider("mine", FILE.manifest())
        .withConfig(Json.EMPTY.with("project", Json.of("acme-4711")))
        .withTransport(ASKED.noting(FIRESTORE));
  }

  @Override
  protected String freshName() {
    return "n%d%d".formatted(System.identityHashCode(this), names.incrementAndGet());
  }

  @AfterAll
  static void eachRequestIsDescribed() throws IOException {
    VendorWitness.ofGoogle("google-firestore.v1.json").assertDescribes(FIRESTORE.requests(), 100);
    EVIDENCE.described(ASKED, ASKED.requests(), "google-firestore.v1.json");
  }

  @Test
  void aServiceAccountIsSentToGoogleAlone() {
    var declared = FILE.manifest().connectors().getFirst();

    assertThat(declared.auth()).containsExactly("google-service-account", "jwt", "bearer");
    assertThat(declared.egress()).containsExactly("${url}");
  }
}
