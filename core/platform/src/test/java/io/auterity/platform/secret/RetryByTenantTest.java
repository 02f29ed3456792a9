package io.auterity.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class RetryByTenantTest {

  private static final TenantScope ONE = TenantScope.recovered(new UUID(0, 1));
  private static final TenantScope TWO = TenantScope.recovered(new UUID(0, 2));

  private final ManualTime time = new ManualTime();
  private final List<String> asked = new ArrayList<>();
  private Consumer<String> vendor = debt -> {};

  /** Two tenants that owe two things each. */
  private final class Debts implements RetryByTenant.PendingWork<String> {
    @Override
    public List<TenantScope> tenants() {
      return List.of(ONE, TWO);
    }

    @Override
    public List<String> owed(TenantScope scope) {
      return List.of("a", "b");
    }

    @Override
    public String id(String debt) {
      return debt;
    }

    @Override
    public void settle(TenantScope scope, String debt) {
      asked.add(scope.tenant().getLeastSignificantBits() + debt);
      vendor.accept(debt);
    }
  }

  private void tick() {
    new RetryByTenant<>("debts", new Debts(), time).tick();
  }

  @Test
  void allIsGoneAboutTenantByTenant() {
    tick();

    assertThat(asked).containsExactly("1a", "1b", "2a", "2b");
  }

  @Test
  void whatIsStuckKeepsNothingElse() {
    vendor =
        debt -> {
          throw new IllegalStateException("a defect");
        };

    tick();

    assertThat(asked).containsExactly("1a", "1b", "2a", "2b");
  }

  @Test
  void whatIsStuckForClassesThatAreGoneKeepsNothingElse() {
    vendor =
        debt -> {
          throw new NoClassDefFoundError("gone");
        };

    tick();

    assertThat(asked).containsExactly("1a", "1b", "2a", "2b");
  }

  @Test
  void aTenantWhoseVendorsHangKeepsOthersWaitingForOneOfThem() {
    vendor = debt -> time.advance(RetryByTenant.PATIENCE);

    tick();

    assertThat(asked).containsExactly("1a", "2a");
  }

  @Test
  void thePauseDoublesUpToSixHours() {
    Instant now = time.now();

    assertThat(RetryByTenant.next(now, 0)).isEqualTo(now.plus(RetryByTenant.TICK));
    assertThat(RetryByTenant.next(now, 3)).isEqualTo(now.plus(Duration.ofMinutes(8)));
    assertThat(RetryByTenant.next(now, 1_000)).isEqualTo(now.plus(Duration.ofHours(6)));
  }
}
