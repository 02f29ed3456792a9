package io.auterity.testkit.contract.containers;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.containers.BlobFacts;
import io.auterity.spi.containers.ContainerManifest;
import io.auterity.spi.containers.ContainerRepository;
import io.auterity.spi.containers.ContainerRepositoryQuery;
import io.auterity.spi.containers.ContainerTag;
import io.auterity.spi.containers.ContentDescriptor;
import io.auterity.spi.containers.WhichBlob;
import io.auterity.spi.containers.WhichContainerRepository;
import io.auterity.spi.containers.WhichContainerTag;
import io.auterity.spi.containers.WhichManifest;
import io.auterity.testkit.contract.Slice;
import io.auterity.testkit.contract.containers.ContainersContract.Shelf;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a registry tells of what it holds. */
abstract class RegistryReadTests extends RegistryPart {

  RegistryReadTests(ContainersContract contract) {
    super(contract);
  }

  @Test
  void aRepositoryIsListedOnce() {
    need("repository.list");
    Ref repository = contract.shelf().repository();

    List<ContainerRepository> all =
        Slice.all(
            slice ->
                registry()
                    .listRepositories(
                        new ContainerRepositoryQuery(null, slice.cursor(), slice.limit()),
                        call("repository.list")),
            1);

    assertThat(all).extracting(each -> each.ref().id()).containsOnlyOnce(repository.id());
    assertThat(all)
        .allSatisfy(each -> assertThat(each.ref().provider()).isEqualTo(provider().id()));
  }

  @Test
  void aRepositoryTellsItsName() {
    need("repository.get");
    Ref repository = contract.shelf().repository();

    ContainerRepository read =
        registry().getRepository(new WhichContainerRepository(repository), call("repository.get"));

    assertThat(read.ref()).isEqualTo(new Ref(provider().id(), repository.id()));
    assertThat(repository.id()).endsWith(read.name());
  }

  @Test
  void tagsAreListedPageByPage() {
    need("tag.list");
    Shelf shelf = contract.shelf();

    for (int limit : new int[] {1, 2, 50}) {
      assertThat(tags(shelf.repository(), limit)).containsAll(shelf.tags()).doesNotHaveDuplicates();
    }
  }

  @Test
  void aTagTellsWhatItPointsAt() {
    need("tag.get");
    Shelf shelf = contract.shelf();

    ContainerTag tag =
        registry()
            .getTag(
                new WhichContainerTag(shelf.repository(), shelf.tags().getFirst()),
                call("tag.get"));

    assertThat(tag.name()).isEqualTo(shelf.tags().getFirst());
    assertThat(tag.digest()).isEqualTo(shelf.image());
  }

  @Test
  void aManifestIsReadByTagAndByDigest() {
    need("manifest.get");
    Shelf shelf = contract.shelf();

    ContainerManifest byTag = manifest(shelf.repository(), shelf.tags().getFirst());

    assertThat(byTag).isEqualTo(manifest(shelf.repository(), shelf.image()));
    assertThat(byTag.digest()).isEqualTo(shelf.image());
    assertThat(byTag.mediaType()).contains("manifest");
    assertThat(byTag.index()).isFalse();
    assertThat(byTag.config()).isNotNull();
    assertThat(byTag.layers())
        .extracting(ContentDescriptor::digest, ContentDescriptor::size)
        .contains(tuple(shelf.blob(), shelf.size()));
    assertThat(byTag.manifests()).isEmpty();
  }

  @Test
  void anIndexLeadsToTheImagesOfItsPlatforms() {
    need("manifest.get");
    Shelf shelf = contract.shelf();

    ContainerManifest index = manifest(shelf.repository(), shelf.index());

    assertThat(index.index()).isTrue();
    assertThat(index.layers()).isEmpty();
    assertThat(index.manifests()).hasSizeGreaterThanOrEqualTo(2);
    for (ContentDescriptor each : index.manifests()) {
      assertThat(Objects.requireNonNull(each.platform()).architecture()).isNotBlank();
      assertThat(manifest(shelf.repository(), each.digest()).size()).isEqualTo(each.size());
    }
  }

  @Test
  void bytesOfAnotherDigestAreRefused() {
    need("manifest.get");
    Optional<ProviderContext> forging = contract.forging();
    offered(forging.isPresent());
    ProviderContext other = forging.orElseThrow();
    WhichManifest input = new WhichManifest(Ref.of("any"), UNKNOWN);

    expect(
        FailureCode.CONTENT_REFUSED,
        () -> open(other).getManifest(input, call("manifest.get", other)));
  }

  @Test
  void aBlobTellsItsSize() {
    need("blob.stat");
    Shelf shelf = contract.shelf();

    BlobFacts facts =
        registry().statBlob(new WhichBlob(shelf.repository(), shelf.blob()), call("blob.stat"));

    assertThat(facts.size()).isEqualTo(shelf.size());
    assertThat(facts.digest()).isEqualTo(shelf.blob());
  }

  @TestFactory
  Stream<DynamicTest> whatIsUnknownIsNotFound() {
    return Stream.of("repository.get", "tag.list", "tag.get", "manifest.get", "blob.stat")
        .filter(this::supports)
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation,
                    () -> {
                      Shelf none = unknown(Ref.of(contract.shelf().repository().id() + "-none"));
                      expect(FailureCode.NOT_FOUND, () -> asked(operation, none));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whatARepositoryLacksIsNotFound() {
    return Stream.of("tag.get", "manifest.get", "blob.stat")
        .filter(this::supports)
        .map(
            operation ->
                DynamicTest.dynamicTest(
                    operation,
                    () -> {
                      Shelf none = unknown(contract.shelf().repository());
                      expect(FailureCode.NOT_FOUND, () -> asked(operation, none));
                    }));
  }

  private static Shelf unknown(Ref repository) {
    return new Shelf(repository, List.of("no-such-tag"), UNKNOWN, "none", UNKNOWN, 1);
  }

  private void asked(String operation, Shelf shelf) {
    invoke(operation, new RegistryInputs(contract).about(operation, shelf), call(operation));
  }
}
