package io.auterity.testkit.contract.containers;

import io.auterity.spi.Ref;
import io.auterity.spi.containers.ContainerRepositoryQuery;
import io.auterity.spi.containers.ContainerTagPut;
import io.auterity.spi.containers.ContainerTagQuery;
import io.auterity.spi.containers.ManifestRemoval;
import io.auterity.spi.containers.ScanFindingQuery;
import io.auterity.spi.containers.WhichBlob;
import io.auterity.spi.containers.WhichContainerRepository;
import io.auterity.spi.containers.WhichContainerTag;
import io.auterity.spi.containers.WhichManifest;
import io.auterity.spi.containers.WhichScan;
import io.auterity.testkit.contract.containers.ContainersContract.Shelf;
import java.util.List;
import java.util.Set;

/** One input for each operation. */
final class RegistryInputs extends RegistryPart {

  private static final Set<String> SPOILING =
      Set.of("repository.delete", "tag.put", "tag.delete", "manifest.delete");

  RegistryInputs(ContainersContract contract) {
    super(contract);
  }

  Object of(String operation) {
    if (!supports(operation)) {
      // What is refused as unsupported is refused whatever is asked for.
      return about(operation, new Shelf(Ref.of("any"), List.of("v1"), UNKNOWN, "v1", UNKNOWN, 1));
    }
    return about(
        operation, SPOILING.contains(operation) ? contract.shelfToSpoil() : contract.shelf());
  }

  /** An input that names what is on a shelf. */
  Object about(String operation, Shelf shelf) {
    Ref repository = shelf.repository();
    String tag = shelf.tags().getFirst();
    return switch (operation) {
      case "repository.list" -> new ContainerRepositoryQuery(null, null, null);
      case "repository.get", "repository.delete" -> new WhichContainerRepository(repository);
      case "tag.list" -> new ContainerTagQuery(repository, null, null);
      case "tag.get", "tag.delete" -> new WhichContainerTag(repository, tag);
      case "tag.put" -> new ContainerTagPut(repository, "promoted", tag);
      case "manifest.get" -> new WhichManifest(repository, tag);
      case "manifest.delete" -> new ManifestRemoval(repository, shelf.image());
      case "blob.stat" -> new WhichBlob(repository, shelf.blob());
      case "scan.get" -> new WhichScan(repository, tag);
      case "finding.list" -> new ScanFindingQuery(repository, tag, null, null);
      default -> throw new AssertionError("no input for " + operation);
    };
  }
}
