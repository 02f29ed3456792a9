package io.auterity.testkit.contract.containers;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.containers.ContainerTagQuery;
import io.auterity.spi.containers.Containers;
import io.auterity.spi.containers.ManifestRemoval;
import io.auterity.testkit.contract.VendorRefusalTests;
import java.util.Optional;
import java.util.stream.Stream;

/** How a registry reports that it refuses, or that the caller no longer waits. */
abstract class RegistryRefusalTests extends VendorRefusalTests<Containers> {

  private final ContainersContract contract;

  RegistryRefusalTests(ContainersContract contract) {
    super(contract);
    this.contract = contract;
  }

  @Override
  protected Stream<String> watched() {
    return Stream.of("repository.list", "tag.list", "manifest.get");
  }

  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return contract.refusing(code);
  }

  @Override
  protected void read(ProviderContext provider) {
    ContainerTagQuery input = new ContainerTagQuery(Ref.of("any"), null, null);
    open(provider).listTags(input, call("tag.list", provider));
  }

  @Override
  protected String written() {
    return "manifest.delete";
  }

  @Override
  protected void write(ProviderContext provider) {
    ManifestRemoval input = new ManifestRemoval(Ref.of("any"), RegistryPart.UNKNOWN);
    open(provider).deleteManifest(input, call("manifest.delete", provider));
  }
}
