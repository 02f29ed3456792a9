package io.auterity.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.AuditBacklog.Pending;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class AuditBacklogTest {

  private static final UUID A = new UUID(0, 1);
  private static final UUID B = new UUID(0, 2);
  private static final UUID C = new UUID(0, 3);

  private final AuditBacklog backlog = new AuditBacklog(12);

  @Test
  void givesEachTenantsEntriesInTheirOrder() throws InterruptedException {
    Pending first = entry(A);
    Pending second = entry(A);
    Pending other = entry(B);

    assertThat(offered(first) && offered(other) && offered(second)).isTrue();

    assertThat(backlog.await(Duration.ZERO)).containsExactly(A, B);
    assertThat(backlog.oldest(A, 10)).containsExactly(first, second);
    assertThat(backlog.oldest(A, 1)).containsExactly(first);
    backlog.written(A, 1);
    assertThat(backlog.oldest(A, 10)).containsExactly(second);
    assertThat(backlog.oldest(B, 10)).containsExactly(other);
  }

  @Test
  void aTenantFillsNoMoreThanItLeavesToOthers() throws InterruptedException {
    assertThat(fill(A)).isEqualTo(6);
    assertThat(fill(B)).isEqualTo(3);
    assertThat(fill(C)).isEqualTo(2);
    assertThat(offered(entry(new UUID(0, 4)))).isTrue();
  }

  @Test
  void whoHasNoneWaitingFindsAPlaceHoweverManyTenantsCannotBeWritten() throws InterruptedException {
    for (int tenant = 1; tenant <= 20; tenant++) {
      fill(new UUID(0, tenant));
    }

    assertThat(fill(new UUID(0, 21))).isEqualTo(1);
    backlog.written(A, 6);
    backlog.written(B, 3);
    assertThat(fill(new UUID(0, 21))).as("beyond the bound").isZero();
  }

  @Test
  void takesMoreWhenSomeAreWritten() throws InterruptedException {
    fill(A);
    assertThat(offered(entry(A))).isFalse();

    backlog.written(A, 1);

    assertThat(offered(entry(A))).isTrue();
  }

  @Test
  void tellsOfThoseThatCouldNotBeWrittenAgain() throws InterruptedException {
    offered(entry(A));

    assertThat(backlog.await(Duration.ZERO)).containsExactly(A);
    assertThat(backlog.await(Duration.ZERO)).containsExactly(A);
    backlog.written(A, 1);
    offered(entry(B));

    assertThat(backlog.await(Duration.ZERO)).containsExactly(B);
  }

  @Test
  void takesNothingOnceItIsClosedAndIsDoneWhenAllIsWritten() throws InterruptedException {
    offered(entry(A));
    backlog.close();

    assertThat(offered(entry(A))).isFalse();
    assertThat(backlog.done()).isFalse();
    backlog.written(A, 1);
    assertThat(backlog.done()).isTrue();
    assertThat(backlog.await(Duration.ZERO)).isEmpty();
  }

  @Test
  void tellsWhoWaitsThatNothingBecomesOfIt() throws InterruptedException {
    Pending left = entry(A);
    offered(left);
    offered(entry(A));
    offered(entry(B));

    assertThat(backlog.giveUp()).isEqualTo(Map.of(A, 2, B, 1));

    assertThat(backlog.giveUp()).isEmpty();
    assertThat(left.sequence()).isCompletedExceptionally();
    assertThat(backlog.oldest(A, 10)).isEmpty();
  }

  private int fill(UUID tenant) throws InterruptedException {
    int taken = 0;
    while (offered(entry(tenant))) {
      taken++;
    }
    return taken;
  }

  private boolean offered(Pending entry) throws InterruptedException {
    return backlog.offer(entry, Duration.ZERO);
  }

  private static Pending entry(UUID tenant) {
    return new Pending(tenant, new byte[0], new CompletableFuture<>());
  }
}
