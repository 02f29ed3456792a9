package io.auterity.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ListenFailureTest {

  private static final Settings.Listen LISTEN = new Settings.Listen("203.0.113.7", 80);

  @Test
  void aPortThatIsTakenNamesThePort() {
    assertThat(sentence(new BindException("Address already in use")))
        .isEqualTo(
            "Port 80 on 203.0.113.7 is taken by another program: stop it, or set gateway.port.");
  }

  @Test
  void aPortThatIsNotAllowedNamesThePort() {
    assertThat(sentence(new BindException("Permission denied")))
        .startsWith("Cannot listen on gateway.port 80 (Permission denied): set it to a port above");
  }

  @Test
  void anAddressOfAnotherMachineNamesTheHost() {
    assertThat(sentence(new BindException("Cannot assign requested address")))
        .isEqualTo(
            "Cannot listen on gateway.host '203.0.113.7' (Cannot assign requested address): set it"
                + " to an address of this machine, or to 0.0.0.0 for all of them.");
  }

  @Test
  void aNameThatNobodyKnowsNamesTheHost() {
    assertThat(sentence(new UnknownHostException("failed to resolve")))
        .startsWith("Cannot listen on gateway.host '203.0.113.7' (no such host): set it to");
  }

  @Test
  void anotherFailureIsNotExplained() {
    assertThat(sentence(new IllegalArgumentException("port"))).isEmpty();
  }

  private static String sentence(Throwable cause) {
    return ListenFailure.sentence("gateway", LISTEN, new IllegalStateException(cause)).orElse("");
  }
}
