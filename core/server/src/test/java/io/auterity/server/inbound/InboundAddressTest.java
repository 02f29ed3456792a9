package io.auterity.server.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.config.Settings;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InboundAddressTest {

  @Test
  void itIsThatOfTheConsoleOnceItsPortIsKnown() {
    InboundAddress address = new InboundAddress(Settings.DEFAULT, Set.of("git"));

    address.listensAt(4711);

    assertThat(address.of("git", "code")).contains("http://127.0.0.1:4711/git/code");
  }

  @Test
  void kindsWithoutSuchClientsHaveNone() {
    assertThat(new InboundAddress(Settings.DEFAULT, Set.of("git")).of("tracker", "t")).isEmpty();
  }

  @Test
  void anAddressMustBeOne() {
    assertThat(new Settings.Inbound("https://a.example.com/x", 2_000, List.of()).address())
        .isNotNull();
    for (String wrong : new String[] {"a.example.com", "ftp://a", "https://u:p@a", "https://a?b"}) {
      assertThatThrownBy(() -> new Settings.Inbound(wrong, 2_000, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void proxiesAreAddressesOrNetworks() {
    List<String> right = List.of("127.0.0.1", "10.0.0.0/8", "::1", "fd00::/8");
    assertThat(new Settings.Inbound(null, 2_000, right).proxies()).isEqualTo(right);
    for (String wrong : new String[] {"proxy.lan", "10.0.0.0/33", "10.0.0.0/", "", ".*"}) {
      assertThatThrownBy(() -> new Settings.Inbound(null, 2_000, List.of(wrong)))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
