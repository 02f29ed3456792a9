package io.auterity.control.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressCountsTest {

  private final ManualTime time = new ManualTime();
  private final AddressCounts counts = new AddressCounts(time);
  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 7));

  private int next(String issuer, String address) {
    return counts.of(tenant, issuer, address).incrementAndGet();
  }

  @Test
  void eachAddressCountsByItselfForAMinute() {
    assertThat(next("staff", "192.0.2.1")).isEqualTo(1);
    assertThat(next("staff", "192.0.2.1")).isEqualTo(2);
    assertThat(next("staff", "192.0.2.2")).isEqualTo(1);
    assertThat(next("others", "192.0.2.1")).isEqualTo(1);

    time.advance(Duration.ofMinutes(1));

    assertThat(next("staff", "192.0.2.1")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:1::1, 2001:db8:0:1:ffff::2, true",
    "2001:db8:0:1::1, 2001:db8:0:2::1, false",
    "fe80::1%eth0, fe80::2%eth1, true",
    "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
    "not:an:address, not:an:address, true",
  })
  void aNetworkOfIpv6CountsAsOneAddress(String one, String other, boolean same) {
    next("staff", one);

    assertThat(next("staff", other)).isEqualTo(same ? 2 : 1);
  }
}
