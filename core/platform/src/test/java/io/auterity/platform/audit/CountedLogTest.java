package io.auterity.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.audit.CountedLog.Counted;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What happens often is written once a minute for each source. */
class CountedLogTest {

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 7));
  private final ManualTime time = new ManualTime();
  private final List<Counted<Event>> written = new ArrayList<>();
  private boolean broken;
  private final CountedLog<Event> log =
      new CountedLog<>("events", Event::source, (scope, counted) -> write(counted), time);

  private record Event(String source, int number) {}

  @Test
  void theFirstIsWrittenAtOnceAndThoseThatFollowTogetherAMinuteLater() {
    log.add(tenant, new Event("ann", 0));
    log.writeDue(false);
    for (int i = 1; i <= 10_000; i++) {
      log.add(tenant, new Event("ann", i));
    }
    log.writeDue(false);
    assertThat(written).containsExactly(new Counted<>(new Event("ann", 0), 1));

    time.advance(CountedLog.WINDOW);
    log.writeDue(false);
    time.advance(CountedLog.WINDOW);
    log.writeDue(false);

    assertThat(written).hasSize(2).contains(new Counted<>(new Event("ann", 10_000), 10_000));
    log.add(tenant, new Event("ann", 1));
    log.writeDue(false);
    assertThat(written).as("a minute without any begins anew").hasSize(3);
  }

  @Test
  void sourcesAreCountedApartUpToABound() {
    for (int i = 0; i <= CountedLog.MOST; i++) {
      log.add(tenant, new Event("caller " + i, i));
    }

    log.writeDue(false);

    assertThat(written).hasSize(CountedLog.MOST);
  }

  @Test
  void anEndWritesWhatIsCounted() {
    log.start();
    log.close();
    log.add(tenant, new Event("ann", 1));
    log.close();

    assertThat(written).hasSize(1);
  }

  @Test
  void whatCannotBeWrittenWaitsWithItsCount() {
    broken = true;
    log.add(tenant, new Event("ann", 1));
    log.add(tenant, new Event("ann", 2));
    log.writeDue(false);
    assertThat(written).isEmpty();

    broken = false;
    log.add(tenant, new Event("ann", 3));
    log.writeDue(false);
    assertThat(written).as("it is tried again after a while").isEmpty();
    time.advance(Duration.ofSeconds(10));
    log.writeDue(false);

    assertThat(written).containsExactly(new Counted<>(new Event("ann", 3), 3));
  }

  private void write(List<Counted<Event>> counted) {
    if (broken) {
      throw new CallFailedException(FailureCode.UNAVAILABLE, "not now");
    }
    written.addAll(counted);
  }
}
