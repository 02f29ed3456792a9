package io.auterity.platform.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SecretCacheTest {

  private static final TenantScope TENANT = TenantScope.authenticated(new UUID(0, 1));

  private final ManualTime time = new ManualTime();
  private final AtomicInteger reads = new AtomicInteger();
  private final SecretCache secrets =
      new SecretCache((scope, name) -> stored(name), time, Runnable::run);
  private String value = "first";
  private Set<String> hosts = Set.of();
  private @Nullable FailureCode failing;

  private BoundSecret stored(String name) {
    reads.incrementAndGet();
    if (failing != null) {
      throw new CallFailedException(failing, "no " + name);
    }
    return new BoundSecret(value, hosts);
  }

  private String read() {
    return secrets.read(TENANT, "s");
  }

  @Test
  void aSecretInUseIsNotReadForEachCall() {
    read();
    read();

    assertThat(reads).hasValue(1);
  }

  @Test
  void aChangeIsReadByTheNextCall() {
    read();
    value = "second";
    secrets.changed(TENANT.tenant());

    assertThat(read()).isEqualTo("second");
    assertThat(read()).isEqualTo("second");
    assertThat(reads).hasValue(2);
  }

  @Test
  void aChangeOfAnotherTenantIsNone() {
    read();
    secrets.changed(new UUID(0, 2));
    read();
    assertThat(reads).hasValue(1);

    secrets.missed();
    read();
    assertThat(reads).as("of any tenant").hasValue(2);
  }

  @Test
  void aChangeDuringAReadIsReadAfterIt() {
    SecretCache[] slow = new SecretCache[1];
    slow[0] =
        new SecretCache(
            (scope, name) -> {
              BoundSecret read = stored(name);
              if (reads.get() == 1) {
                value = "second";
                slow[0].changed(TENANT.tenant());
              }
              return read;
            },
            time,
            Runnable::run);

    assertThat(slow[0].read(TENANT, "s")).isEqualTo("first");
    assertThat(slow[0].read(TENANT, "s")).isEqualTo("second");
  }

  @Test
  void aSecretGoesNowhereButWhereItIsBoundTo() {
    hosts = Set.of("api.vendor.test", "*.vendor.example");

    assertThat(secrets.read(TENANT, "s", Set.of("api.vendor.test", "eu.vendor.example")))
        .isEqualTo("first");
    for (String other :
        List.of("vendor.test", "x.api.vendor.test", "vendor.example", "evilvendor.example")) {
      assertThatThrownBy(() -> secrets.read(TENANT, "s", Set.of("api.vendor.test", other)))
          .hasMessage(
              "forbidden: the secret 's' is bound to *.vendor.example, api.vendor.test and does"
                  + " not go to "
                  + other
                  + ": bind it to that host too, or name another secret");
    }
  }

  @Test
  void aSecretThatIsNotBoundGoesAnywhere() {
    assertThat(secrets.read(TENANT, "s", Set.of("any.test"))).isEqualTo("first");
  }

  @Test
  void whatHasGrownOldIsReadAgain() {
    read();
    value = "second";
    time.advance(Duration.ofSeconds(11));

    assertThat(read()).as("nobody waits").isEqualTo("first");
    assertThat(read()).isEqualTo("second");
  }

  @Test
  void whileTheDatabaseIsAwayTheLastServesAndFewLook() {
    read();
    secrets.changed(TENANT.tenant());
    failing = FailureCode.UNAVAILABLE;

    for (int i = 0; i < 100; i++) {
      assertThat(read()).isEqualTo("first");
    }
    assertThat(reads).as("one look").hasValue(2);

    time.advance(Duration.ofSeconds(1));
    failing = null;
    value = "second";
    assertThat(read()).isEqualTo("second");
  }

  @Test
  void aSecretThatIsGoneServesNobody() {
    read();
    secrets.changed(TENANT.tenant());
    failing = FailureCode.NOT_FOUND;

    assertThatThrownBy(this::read).isInstanceOf(CallFailedException.class);
    assertThatThrownBy(this::read).isInstanceOf(CallFailedException.class);
  }
}
