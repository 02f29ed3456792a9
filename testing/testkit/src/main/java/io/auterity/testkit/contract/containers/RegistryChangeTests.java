package io.auterity.testkit.contract.containers;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.FailureCode;
import io.auterity.spi.containers.ContainerTag;
import io.auterity.spi.containers.ContainerTagPut;
import io.auterity.spi.containers.ManifestRemoval;
import io.auterity.spi.containers.WhichContainerRepository;
import io.auterity.spi.containers.WhichContainerTag;
import io.auterity.testkit.contract.containers.ContainersContract.Shelf;
import org.junit.jupiter.api.Test;

/** How tags, manifests and repositories are changed and deleted. */
abstract class RegistryChangeTests extends RegistryPart {

  RegistryChangeTests(ContainersContract contract) {
    super(contract);
  }

  @Test
  void aTagIsSetAndMoved() {
    need("tag.put", "tag.get", "manifest.get");
    Shelf shelf = contract.shelfToSpoil();
    String index = manifest(shelf.repository(), shelf.index()).digest();

    ContainerTag first = put(shelf, shelf.tags().getFirst());
    ContainerTag moved = put(shelf, index);

    assertThat(first.digest()).isEqualTo(shelf.image());
    assertThat(moved.digest()).isEqualTo(index);
    assertThat(manifest(shelf.repository(), "promoted").digest()).isEqualTo(index);
  }

  private ContainerTag put(Shelf shelf, String reference) {
    return registry()
        .putTag(new ContainerTagPut(shelf.repository(), "promoted", reference), call("tag.put"));
  }

  @Test
  void aTagPointsAtNothingThatIsNotThere() {
    need("tag.put");
    Shelf shelf = contract.shelfToSpoil();

    expect(FailureCode.NOT_FOUND, () -> put(shelf, UNKNOWN));
  }

  @Test
  void aDeletedTagLeavesItsManifest() {
    need("tag.delete", "tag.get", "manifest.get");
    Shelf shelf = contract.shelfToSpoil();
    WhichContainerTag tag = new WhichContainerTag(shelf.repository(), shelf.tags().getFirst());

    registry().deleteTag(tag, call("tag.delete"));

    expect(FailureCode.NOT_FOUND, () -> registry().getTag(tag, call("tag.get")));
    offered(contract.keepsUntagged());
    assertThat(manifest(shelf.repository(), shelf.image()).digest()).isEqualTo(shelf.image());
  }

  @Test
  void aDeletedManifestIsGoneWithItsTags() {
    need("manifest.delete", "manifest.get");
    Shelf shelf = contract.shelfToSpoil();

    registry()
        .deleteManifest(
            new ManifestRemoval(shelf.repository(), shelf.image()), call("manifest.delete"));

    expect(FailureCode.NOT_FOUND, () -> manifest(shelf.repository(), shelf.image()));
    expect(FailureCode.NOT_FOUND, () -> manifest(shelf.repository(), shelf.tags().getFirst()));
  }

  @Test
  void aDeletedRepositoryIsGone() {
    need("repository.delete", "repository.get");
    WhichContainerRepository input =
        new WhichContainerRepository(contract.shelfToSpoil().repository());

    registry().deleteRepository(input, call("repository.delete"));

    expect(FailureCode.NOT_FOUND, () -> registry().getRepository(input, call("repository.get")));
  }
}
