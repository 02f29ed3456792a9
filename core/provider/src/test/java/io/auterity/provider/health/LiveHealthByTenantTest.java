package io.auterity.provider.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.SampleProvider;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LiveHealthByTenantTest {

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
  private final LiveHealthByTenant all = new LiveHealthByTenant(new ManualTime());

  @Test
  void letsGoOfProvidersThatAreGone() {
    LiveHealth gone = all.of(tenant, "gone");
    LiveHealth kept = all.of(tenant, "kept");

    all.keepOnly(tenant, List.of(provider("kept")));

    assertThat(all.of(tenant, "gone")).isNotSameAs(gone);
    assertThat(all.of(tenant, "kept")).isSameAs(kept);
  }

  @Test
  void keepsTheProvidersOfOtherTenants() {
    TenantScope other = TenantScope.authenticated(new UUID(0, 2));
    LiveHealth theirs = all.of(other, "gone");

    all.keepOnly(tenant, List.of());

    assertThat(all.of(other, "gone")).isSameAs(theirs);
  }

  @Test
  void keepsOneThatIsGoneUntilItsLastAttemptHasEnded() {
    LiveHealth busy = all.of(tenant, "gone");
    Admission.Permit permit = (Admission.Permit) busy.begin(1);

    all.keepOnly(tenant, List.of());
    assertThat(all.of(tenant, "gone")).isSameAs(busy);

    busy.succeeded(permit);
    all.keepOnly(tenant, List.of());
    assertThat(all.of(tenant, "gone")).isNotSameAs(busy);
  }

  private static ProviderInfo provider(String id) {
    return SampleProvider.of(id, "text", "a-text")
        .plugin("a", "1.0.0")
        .generation(1)
        .grade("V1")
        .state(ProviderInfo.State.CONNECTED)
        .slots(1)
        .offering(Offering.ANY)
        .build();
  }
}
