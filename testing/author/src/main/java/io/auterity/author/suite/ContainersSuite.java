package io.auterity.author.suite;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.containers.ContainerManifest;
import io.auterity.spi.containers.ContentDescriptor;
import io.auterity.spi.containers.WhichManifest;
import io.auterity.testkit.contract.ContractSubject;
import io.auterity.testkit.contract.containers.ContainersContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The suite of the kind {@code containers} for an author's file. Given are a {@code repository}, a
 * {@code tag} in it that points at an image and one that points at an {@code index} of two
 * platforms. No operation of the kind brings images, so there is none to spoil: what deletes and
 * moves is not reached.
 */
@ExtendWith(UnderTest.class)
public final class ContainersSuite extends ContainersContract {

  private final ConnectorUnderTest connector;

  public ContainersSuite(ConnectorUnderTest connector) {
    this.connector = connector;
  }

  @Override
  protected ContractSubject subject() {
    return connector;
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return connector.refusing(code);
  }

  @Override
  protected Shelf shelf() {
    offered(declared().supports("manifest.get"));
    Ref repository = Ref.of(connector.given("repository"));
    String tag = connector.given("tag");
    ContainerManifest image =
        instance().getManifest(new WhichManifest(repository, tag), call("manifest.get"));
    if (image.index() || image.layers().isEmpty()) {
      throw new AssertionError(
          "--given tag=%s: must point at an image with a layer".formatted(tag));
    }
    ContentDescriptor layer = image.layers().getFirst();
    return new Shelf(
        repository,
        List.of(tag),
        image.digest(),
        connector.given("index"),
        layer.digest(),
        layer.size());
  }

  @Override
  protected Shelf shelfToSpoil() {
    offered(false);
    return shelf();
  }
}
