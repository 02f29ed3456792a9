package io.auterity.testkit.contract.containers;

import io.auterity.spi.Ref;
import io.auterity.spi.containers.ContainerManifest;
import io.auterity.spi.containers.ContainerTag;
import io.auterity.spi.containers.ContainerTagQuery;
import io.auterity.spi.containers.Containers;
import io.auterity.spi.containers.WhichManifest;
import io.auterity.testkit.contract.ContractPart;
import io.auterity.testkit.contract.Slice;
import java.util.List;

/** What tests of a registry ask it with. */
abstract class RegistryPart extends ContractPart<Containers> {

  static final String UNKNOWN =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  final ContainersContract contract;

  RegistryPart(ContainersContract contract) {
    super(contract);
    this.contract = contract;
  }

  final Containers registry() {
    return instance();
  }

  List<String> tags(Ref repository, int limit) {
    return Slice.all(
            slice ->
                registry()
                    .listTags(
                        new ContainerTagQuery(repository, slice.cursor(), slice.limit()),
                        call("tag.list")),
            limit)
        .stream()
        .map(ContainerTag::name)
        .toList();
  }

  ContainerManifest manifest(Ref repository, String reference) {
    return registry().getManifest(new WhichManifest(repository, reference), call("manifest.get"));
  }
}
