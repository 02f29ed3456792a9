package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of egress for protocols that are not HTTP. */
class TcpAddressTest {

  private final TransportHouse house =
      new TransportHouse(
          Set.of("near.test:5432 for *"),
          Map.of(
              "far.test", "198.41.0.4",
              "near.test", "127.0.0.1",
              "rebound.test", "169.254.169.254"));

  private static TestCall call() {
    return TestCall.lasting(Duration.ofSeconds(20));
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static Failure failure(Transport transport, String host, int port, boolean encrypted) {
    return catchThrowableOfType(
            CallFailedException.class, () -> transport.address(host, port, encrypted, call()))
        .failure();
  }

  @Test
  void theAddressIsThatOfTheNamedServer() {
    InetSocketAddress far =
        house.bindWithSecrets("tcp://far.test:5432").address("far.test", 5432, true, call());
    InetSocketAddress near =
        house.bindWithSecrets("tcp://near.test:5432").address("near.test", 5432, false, call());

    assertThat(far.getAddress().getHostAddress()).isEqualTo("198.41.0.4");
    assertThat(far.getPort()).isEqualTo(5432);
    assertThat(near.getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void noOtherServerIsReached() {
    Transport transport = house.bindWithSecrets("tcp://far.test:5432");

    assertThat(failure(transport, "near.test", 5432, true).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(transport, "far.test", 22, true).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(transport, "0177.0.0.1", 5432, true).code())
        .isEqualTo(FailureCode.FORBIDDEN);
  }

  @Test
  void aServerOfHttpIsNoneOfAnotherProtocol() {
    assertThat(failure(house.bind("http://far.test:5432"), "far.test", 5432, true).code())
        .isEqualTo(FailureCode.FORBIDDEN);
  }

  @Test
  void aPrivateAddressNeedsAnApproval() {
    Failure refused =
        failure(house.bindWithSecrets("tcp://rebound.test:5432"), "rebound.test", 5432, true);

    assertThat(refused.code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(refused.message()).contains("rebound.test:5432 for TENANT", "egress.allow");
  }

  @Test
  void secretsAreSentUnencryptedOnlyWhereAnOperatorApprovedTheHost() {
    Failure refused =
        failure(house.bindWithSecrets("tcp://far.test:5432"), "far.test", 5432, false);

    assertThat(refused.code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(refused.message()).contains("to far.test:5432 unencrypted: encrypt");
  }
}
