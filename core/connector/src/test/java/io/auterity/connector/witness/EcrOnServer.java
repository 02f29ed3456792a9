package io.auterity.connector.witness;

import io.auterity.connector.witness.EmulatorFaults.Fault;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.containers.ContainersContract;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code ecr.yaml} before Moto, an emulator of AWS that Amazon did not write. */
@EnabledIfSystemProperty(named = "auterity.witness.moto", matches = ".+")
class EcrOnServer extends ContainersContract {

  private static final WitnessedFile FILE = WitnessedFile.ofEmulator("moto", "ecr", "ecr", "Moto");

  @RegisterExtension
  @Order(2)
  static final EvidenceRun RUN = FILE.run();

  private static final Fault NO_LAYERS = new Fault("it takes no layers", "blob.stat");

  @RegisterExtension
  @Order(1)
  static final EmulatorFaults FAULTS =
      new EmulatorFaults(
          Map.of(
              "aBlobTellsItsSize",
              NO_LAYERS,
              "blob.stat",
              NO_LAYERS,
              "aRepositoryIsListedOnce",
              new Fault("it lists all, whatever the most is", "repository.list"),
              "tagsAreListedPageByPage",
              new Fault("it lists all, whatever the most is", "tag.list")),
          RUN);

  private static final ManifestsOfEcr IMAGES = new ManifestsOfEcr(FILE);

  private int spoiled;

  @Override
  protected ContractSubject subject() {
    return FILE;
  }

  @Override
  protected ProviderContext provider() {
    return configured(FILE);
  }

  static FakeProvider configured(WitnessedFile file) {
    return file.provider()
        .withConfig(
            Json.EMPTY
                .with("url", Json.of(file.server().url().toString()))
                .with("region", Json.of(RealServer.REGION)));
  }

  @Override
  protected Shelf shelf() {
    return IMAGES.shelf("kept/images");
  }

  @Override
  protected Shelf shelfToSpoil() {
    return IMAGES.shelf("spoiled/n%d-%d".formatted(System.identityHashCode(this), ++spoiled));
  }

  @Override
  protected boolean keepsUntagged() {
    return false;
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Answers.refusing(code).map(configured(FILE)::withTransport);
  }
}
