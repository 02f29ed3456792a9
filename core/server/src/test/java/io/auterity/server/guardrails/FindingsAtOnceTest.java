package io.auterity.server.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What guardrails found, for several who ask while one of them reads. */
@Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
class FindingsAtOnceTest {

  private static final TenantScope SLOW = TenantScope.authenticated(new UUID(0, 1));
  private static final TenantScope OTHER = TenantScope.authenticated(new UUID(0, 2));

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private final AtomicInteger readings = new AtomicInteger();

  private final Archive archive =
      (Archive)
          Proxy.newProxyInstance(
              Archive.class.getClassLoader(),
              new Class<?>[] {Archive.class},
              (proxy, method, arguments) ->
                  method.getName().equals("walk") ? List.of() : begin(arguments[0]));

  private Object begin(Object scope) throws InterruptedException {
    readings.incrementAndGet();
    if (scope.equals(SLOW)) {
      begun.countDown();
      assertThat(goesOn.await(15, TimeUnit.SECONDS)).isTrue();
    }
    return Optional.empty();
  }

  private RecentFindings recent(Duration patience) {
    return new RecentFindings(archive, new ManualTime(), 2, patience);
  }

  @Test
  void oneTenantsReadingKeepsNoOtherWaiting() throws Exception {
    RecentFindings recent = recent(Duration.ofMillis(1));
    CompletableFuture<GuardrailFindings> slow = asking(recent);
    begun.await();

    assertThat(recent.of(OTHER).calls()).isZero();
    Assertions.assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> recent.of(SLOW))
        .satisfies(
            refused -> {
              assertThat(refused.failure().code()).isEqualTo(FailureCode.SATURATED);
              assertThat(refused.failure().retryAfter()).isNotNull();
            });
    goesOn.countDown();
    assertThat(slow.get().calls()).isZero();
  }

  @Test
  void whoAsksMeanwhileIsToldWhatTheFirstReads() throws Exception {
    RecentFindings recent = recent(Duration.ofSeconds(15));
    List<CompletableFuture<GuardrailFindings>> asking =
        List.of(asking(recent), asking(recent), asking(recent));
    begun.await();
    goesOn.countDown();

    for (CompletableFuture<GuardrailFindings> one : asking) {
      assertThat(one.get()).isSameAs(asking.getFirst().get());
    }
    assertThat(readings).hasValue(1);
  }

  private static CompletableFuture<GuardrailFindings> asking(RecentFindings recent) {
    return CompletableFuture.supplyAsync(() -> recent.of(SLOW), Thread::startVirtualThread);
  }
}
