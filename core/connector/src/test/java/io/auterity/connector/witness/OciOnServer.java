package io.auterity.connector.witness;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.containers.ContainersContract;
import java.util.Optional;

/** {@code oci.yaml} before a registry. */
abstract class OciOnServer extends ContainersContract {

  private final WitnessedFile file;
  private final PushedImages images;
  private final String place;
  private int spoiled;

  /**
   * A set-up for one test.
   *
   * @param place where repositories may be made, with a slash at its end; or nothing
   */
  OciOnServer(WitnessedFile file, String place) {
    this.file = file;
    this.place = place;
    this.images = new PushedImages(file.server());
  }

  @Override
  protected ContractSubject subject() {
    return file;
  }

  @Override
  protected Shelf shelf() {
    return images.shelf(place + "kept/images");
  }

  @Override
  protected Shelf shelfToSpoil() {
    return images.shelf(
        "%sspoiled/n%d-%d".formatted(place, System.identityHashCode(this), ++spoiled));
  }

  @Override
  protected Optional<ProviderContext> forging() {
    return Optional.of(file.provider().withTransport(Answers.of(200, "{\"schemaVersion\": 2}")));
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Answers.refusing(code).map(file.provider()::withTransport);
  }
}
