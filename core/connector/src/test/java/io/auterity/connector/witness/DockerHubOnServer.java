package io.auterity.connector.witness;

import io.auterity.connector.witness.EmulatorFaults.Fault;
import io.auterity.spi.Call;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What {@code docker-hub.yaml} asks the registry of Docker Hub, before the reference registry of
 * the specification that both keep to. What Docker Hub's own API tells is asked of no server.
 */
@EnabledIfSystemProperty(named = "auterity.witness.oci-registry", matches = ".+")
class DockerHubOnServer extends OciOnServer {

  private static final WitnessedFile FILE =
      WitnessedFile.of("oci-registry", "docker-hub", "docker-hub", "distribution");
  private static final String REGISTRY = "registry-1.docker.io";

  @RegisterExtension
  @Order(2)
  static final EvidenceRun RUN = FILE.run();

  @RegisterExtension
  @Order(1)
  static final EmulatorFaults OWN_API =
      new EmulatorFaults(
          Map.of(
              "aRepositoryIsListedOnce", hub("repository.list"),
              "aRepositoryTellsItsName", hub("repository.get"),
              "tagsAreListedPageByPage", hub("tag.list"),
              "repository.list", hub("repository.list"),
              "repository.get", hub("repository.get"),
              "tag.list", hub("tag.list")),
          RUN);

  private static Fault hub(String operation) {
    return new Fault("a registry has nothing of Docker Hub's own API", operation);
  }

  DockerHubOnServer() {
    super(FILE, "library/");
  }

  @Override
  protected ProviderContext provider() {
    return FILE.provider().withTransport(new AtRegistry(FILE.provider().transport()));
  }

  // Those tests ask for tags, which Docker Hub's own API lists.
  @Override
  protected Optional<ProviderContext> refusing(FailureCode code) {
    return Optional.empty();
  }

  /** Leads what is asked of Docker Hub's registry to the one that runs. */
  private record AtRegistry(Transport there) implements Transport {

    @Override
    public WireResponse send(WireRequest request, Call call) {
      return there.send(led(request), call);
    }

    @Override
    public WireStream open(WireRequest request, Call call) {
      return there.open(led(request), call);
    }

    private static WireRequest led(WireRequest request) {
      URI asked = request.uri();
      if (!REGISTRY.equals(asked.getHost())) {
        throw new AssertionError("nobody is at " + asked);
      }
      String rest = asked.toString().substring(("https://" + REGISTRY).length());
      return request.withUri(URI.create(FILE.server().url() + rest));
    }
  }
}
