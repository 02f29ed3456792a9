package io.auterity.testkit.contract.containers;

import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.containers.Containers;
import io.auterity.testkit.contract.OpenContract;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/**
 * What every {@code containers} connector must do, whatever its vendor. Images come into registries
 * by other ways than this kind's operations, so the set-up brings them.
 */
public abstract class ContainersContract extends OpenContract<Containers> {

  protected ContainersContract() {
    super(Containers.class);
  }

  /**
   * What a test works with.
   *
   * @param repository holds all the others
   * @param tags of images, three at least, sorted
   * @param image digest that the first tag points at, a manifest with a layer at least
   * @param index a tag that points at an index of two platforms
   * @param blob digest of a layer of the image
   * @param size of that layer in bytes
   */
  public record Shelf(
      Ref repository, List<String> tags, String image, String index, String blob, long size) {
    public Shelf {
      tags = List.copyOf(tags);
    }
  }

  /** A repository that nothing is deleted from. */
  protected abstract Shelf shelf();

  /** A repository of the same contents that is made anew for one test to spoil. */
  protected abstract Shelf shelfToSpoil();

  /** Whether a manifest stays when its last tag is deleted. */
  protected boolean keepsUntagged() {
    return true;
  }

  /** A provider whose answers to manifests have other bytes than their digest says. */
  protected Optional<ProviderContext> forging() {
    return Optional.empty();
  }

  /**
   * A provider whose vendor refuses so; empty where the set-up cannot bring that about. Asked for
   * {@code unauthenticated}, {@code rate_limited} and {@code timeout}.
   */
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Optional.empty();
  }

  @Override
  protected final Object input(String operation, Containers instance) {
    use(instance);
    return new RegistryInputs(this).of(operation);
  }

  @Nested
  class Read extends RegistryReadTests {
    Read() {
      super(ContainersContract.this);
    }
  }

  @Nested
  class Changed extends RegistryChangeTests {
    Changed() {
      super(ContainersContract.this);
    }
  }

  @Nested
  class Refused extends RegistryRefusalTests {
    Refused() {
      super(ContainersContract.this);
    }
  }
}
