package io.auterity.server.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.config.Settings;
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
    assertThat(new Settings.Inbound("https://a.example.com/x", 2_000).address()).isNotNull();
    for (String wrong : new String[] {"a.example.com", "ftp://a", "https://u:p@a", "https://a?b"}) {
      assertThatThrownBy(() -> new Settings.Inbound(wrong, 2_000))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
