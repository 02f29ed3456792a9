package io.auterity.insight.noun;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.insight.usage.UsageTurns;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.noun.NounCaller;
import io.auterity.platform.noun.NounCallers;
import io.auterity.platform.time.ManualTime;
import io.auterity.relay.decision.archive.Archive;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

class UsageSumsAtOnceTest {

  private final List<Failure> refused = new ArrayList<>();
  private final UsageTurns turns = new UsageTurns(Duration.ZERO);
  private final TenantUsage usage = usage();
  private final TenantUsage other = usage();
  private IntUnaryOperator next = tenant -> tenant + 1;
  private int asking;
  private int reading;

  private TenantUsage usage() {
    return new TenantUsage(
        (Archive)
            Proxy.newProxyInstance(
                Archive.class.getClassLoader(),
                new Class<?>[] {Archive.class},
                (proxy, method, arguments) -> meanwhile()),
        new ManualTime(),
        30,
        turns);
  }

  // Whoever reads makes the next one ask elsewhere while it does.
  private Object meanwhile() {
    reading++;
    ask(reading % 2 == 0 ? usage : other, next.applyAsInt(asking));
    return true;
  }

  private void ask(TenantUsage asked, int tenant) {
    asking = tenant;
    try {
      asked.figures(
          caller(tenant), new TenantUsage.FigureQuery(null, null, null, null, null, null));
    } catch (CallFailedException e) {
      refused.add(e.failure());
    }
  }

  private static NounCaller caller(int tenant) {
    return new NounCallers(new Authenticated(scope(tenant), Principal.PLATFORM));
  }

  private static TenantScope scope(int tenant) {
    return TenantScope.authenticated(new UUID(0, tenant));
  }

  @Test
  void aThirdWhoAsksWhileTwoReadIsToldToWaitWhereverTheyDo() {
    ask(usage, 1);

    assertThat(reading).isEqualTo(2);
    assertThat(refused).singleElement().satisfies(UsageSumsAtOnceTest::isToWait);
  }

  @Test
  void aTenantReadsOnceAtATimeSoThatAnotherStillCan() {
    next = tenant -> 1;

    ask(usage, 1);

    assertThat(reading).isEqualTo(1);
    assertThat(refused).singleElement().satisfies(UsageSumsAtOnceTest::isToWait);
    assertThat(turns.<String>take(scope(1), () -> turns.take(scope(2), () -> "read")))
        .isEqualTo("read");
  }

  private static void isToWait(Failure one) {
    assertThat(one.code()).isEqualTo(FailureCode.SATURATED);
    assertThat(one.retryAfter()).isNotNull();
  }

  @Test
  void whoAsksWhileItsTenantReadsHasItsTurnAfterwards() throws InterruptedException {
    UsageTurns patient = new UsageTurns(Duration.ofMinutes(1));
    List<String> read = new ArrayList<>();
    Thread second = new Thread(() -> read.add(patient.take(scope(1), () -> "second")));

    patient.take(
        scope(1),
        () -> {
          second.start();
          while (second.isAlive() && second.getState() != Thread.State.TIMED_WAITING) {
            LockSupport.parkNanos(1_000_000);
          }
          return read.add("first");
        });
    second.join();

    assertThat(read).containsExactly("first", "second");
  }
}
