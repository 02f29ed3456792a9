package io.auterity.provider.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.rate.Pacing;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.transport.Signing;
import io.auterity.platform.transport.TransportBinding;
import io.auterity.provider.config.ConnectorReach;
import io.auterity.spi.Json;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemovedProviderTest {

  private static final Destination OWN = new Destination("http", "127.0.0.1", 3000);
  private static final Destination VENDOR = Destination.https("vendor.test");
  private static final Destination TOKENS = Destination.https("id.vendor.test");
  private static final Destination FURTHER = Destination.https("further.test");
  private static final Json.Obj SPEC =
      Json.EMPTY
          .with("connector", Json.of("gitea"))
          .with("config", Json.EMPTY.with("url", Json.of("http://127.0.0.1:3000/api")));

  private static RemovedProvider of(@Nullable ConnectorReach agreed) {
    return new RemovedProvider("forge", 3, SPEC, agreed);
  }

  private static TransportBinding bound(RemovedProvider former) {
    return former.bound(
        new TransportBinding(
            TenantScope.recovered(new UUID(0, 1)),
            "forge",
            "gitea",
            Set.of(OWN, VENDOR, TOKENS, FURTHER),
            Set.of(OWN, VENDOR, FURTHER),
            new Signing.Unsigned(),
            "t",
            Pacing.NONE));
  }

  @Test
  void nothingIsDoneFurtherThanItsTenantAgreedTo() {
    ConnectorReach agreed =
        new ConnectorReach(
            Set.of("${url} = https://default.test", "vendor.test"),
            Set.of("${url} = https://default.test", "id.vendor.test"));

    TransportBinding bound = bound(RemovedProvider.read(of(agreed).json()));

    assertThat(bound.egress()).containsExactlyInAnyOrder(OWN, VENDOR, TOKENS);
    assertThat(bound.credentialTo()).containsExactly(OWN);
  }

  @Test
  void whereNobodyIsAskedItReachesAsItDid() {
    TransportBinding bound = bound(RemovedProvider.read(of(null).json()));

    assertThat(bound.egress()).contains(FURTHER);
  }

  @Test
  void whereNothingIsKnownOfConsentItReachesNothing() {
    assertThat(bound(of(ConnectorReach.NOWHERE)).egress()).isEmpty();
  }

  @Test
  void whatIsKeptIsReadAgain() {
    RemovedProvider former = of(new ConnectorReach(Set.of("a.test"), Set.of("b.test")));

    assertThat(RemovedProvider.read(former.json())).isEqualTo(former);
  }
}
