package io.auterity.relay.plan;

import static io.auterity.relay.plan.Fleet.ai;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.Ledger;
import io.auterity.ledger.MemorySlices;
import io.auterity.ledger.price.PriceLists;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.provider.Lease;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.relay.route.Routes;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConfigsTest {

  private final TenantScope scope = TenantScope.authenticated(new UUID(0, 1));
  private final ManualTime time = new ManualTime();
  private final Fixed providers = new Fixed();
  private final Configs configs =
      new Configs(
          new Routes(),
          providers,
          new PriceLists(time),
          new Ledger(time, new Ids(time, new Random()), new MemorySlices()));

  @Test
  void staysTheSameUntilSomethingChanges() {
    Config first = configs.of(scope);

    assertThat(configs.of(scope)).isSameAs(first);

    providers.all = List.of(ai("gpt"));
    Config second = configs.of(scope);
    assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
    assertThat(second.providers()).extracting(ProviderInfo::id).containsExactly("gpt");
  }

  private static final class Fixed implements Providers {
    private List<ProviderInfo> all = List.of();

    @Override
    public List<ProviderInfo> of(TenantScope scope) {
      return all;
    }

    @Override
    public Lease lease(TenantScope scope, String provider) {
      throw new UnsupportedOperationException();
    }
  }
}
