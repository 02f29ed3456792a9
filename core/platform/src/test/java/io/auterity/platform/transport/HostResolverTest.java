package io.auterity.platform.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostResolverTest {

  private static final UUID SLOW = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private final CountDownLatch answered = new CountDownLatch(1);
  private final HostResolver resolver = new HostResolver(this::lookup, Time.system());

  private InetAddress[] lookup(String host) throws UnknownHostException {
    if (host.startsWith("slow")) {
      try {
        answered.await();
      } catch (InterruptedException e) {
        throw new UnknownHostException(host);
      }
    }
    return new InetAddress[] {InetAddress.ofLiteral("127.0.0.1")};
  }

  @AfterEach
  void close() {
    resolver.close();
  }

  @Test
  void theSlowNamesOfOneTenantDelayNobodyElse() {
    List<CompletableFuture<List<InetAddress>>> slow = fill();

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> resolver.resolve(SLOW, "fast.test"))
        .satisfies(e -> assertThat(e.failure().code()).isEqualTo(FailureCode.SATURATED));
    assertThat(resolver.resolve(OTHER, "fast.test").join()).hasSize(1);
    assertThat(slow).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void aTenantWhoseLookUpsHaveEndedMayBeginOthers() {
    List<CompletableFuture<List<InetAddress>>> slow = fill();

    answered.countDown();
    slow.forEach(CompletableFuture::join);

    assertThat(resolver.resolve(SLOW, "fast.test").join()).hasSize(1);
  }

  @Test
  void thoseWhoAskForOneNameShareItsLookUp() {
    CompletableFuture<List<InetAddress>> first = resolver.resolve(SLOW, "slow.test");

    assertThat(resolver.resolve(SLOW, "slow.test")).isSameAs(first);
    assertThat(resolver.resolve(OTHER, "slow.test")).isSameAs(first);
  }

  private List<CompletableFuture<List<InetAddress>>> fill() {
    return IntStream.range(0, HostResolver.MOST_PER_TENANT)
        .mapToObj(i -> resolver.resolve(SLOW, "slow%d.test".formatted(i)))
        .toList();
  }
}
