package io.auterity.platform.rate;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.rate.RateGrants.Grant;
import io.auterity.platform.rate.RateGrants.Unused;
import io.auterity.platform.rate.RequestPace.Next;
import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestPaceTest {

  private static final long START = -5_000_000_000L;
  private static final RateLimit LIMIT = new RateLimit(160, 80);
  private static final UUID ID = new UUID(0, 7);

  private final RequestPace pace = new RequestPace();

  private static long after(Duration duration) {
    return START + duration.toNanos();
  }

  private Next.Ask ask(long now) {
    return (Next.Ask) pace.next(now, LIMIT);
  }

  private void granted(long asked, int amount) {
    Next.Ask ask = ask(asked);
    pace.granted(asked, LIMIT, ask, new Grant(ID, amount, Duration.ofSeconds(3)));
  }

  @Test
  void sendsWhatItWasGrantedInTime() {
    granted(START, 2);

    assertThat(pace.next(START, LIMIT)).isEqualTo(new Next.Go());
    assertThat(pace.next(after(Duration.ofMillis(4_999)), LIMIT)).isEqualTo(new Next.Go());
    assertThat(pace.next(after(Duration.ofMillis(4_999)), LIMIT)).isInstanceOf(Next.Ask.class);
  }

  @Test
  void givesBackWhatItDidNotSendInTime() {
    granted(START, 1);
    pace.next(START, LIMIT);
    granted(START, 2);
    pace.next(START, LIMIT);

    assertThat(pace.next(after(Duration.ofSeconds(5)), LIMIT))
        .isEqualTo(new Next.Ask(1, new Unused(ID, 1)));
  }

  @Test
  void asksForMoreWhileItUsesUpWhatItGets() {
    for (int more : new int[] {1, 2, 4, 8, 10, 10}) {
      assertThat(ask(START).wanted()).isEqualTo(more);
      granted(START, more);
      for (int i = 0; i < more; i++) {
        assertThat(pace.next(START, LIMIT)).isEqualTo(new Next.Go());
      }
    }
  }

  @Test
  void asksOfASmallLimitOneByOne() {
    RateLimit small = new RateLimit(3, 60);
    for (int i = 0; i < 3; i++) {
      Next.Ask ask = (Next.Ask) pace.next(START, small);
      assertThat(ask.wanted()).isEqualTo(1);
      pace.granted(START, small, ask, new Grant(ID, 1, Duration.ZERO));
      pace.next(START, small);
    }
  }

  @Test
  void countsEachLimitApart() {
    granted(START, 0);

    assertThat(pace.next(START, new RateLimit(5, 60))).isEqualTo(new Next.Ask(1, null));
    assertThat(pace.next(START, LIMIT)).isInstanceOf(Next.Wait.class);
  }

  @Test
  void waitsAsLongAsNobodyHasRoom() {
    granted(START, 0);

    assertThat(pace.next(after(Duration.ofSeconds(1)), LIMIT))
        .isEqualTo(new Next.Wait(Duration.ofSeconds(2)));
    assertThat(pace.next(after(Duration.ofSeconds(3)), LIMIT)).isInstanceOf(Next.Ask.class);
  }

  @Test
  void letsNothingThroughWhileItIsShut() {
    granted(START, 1);
    pace.shut(START, Duration.ofSeconds(2), START);

    assertThat(pace.next(START + 1, LIMIT))
        .isEqualTo(new Next.Wait(Duration.ofSeconds(2).minusNanos(1)));
    assertThat(pace.next(after(Duration.ofSeconds(2)), LIMIT)).isEqualTo(new Next.Go());
  }

  @Test
  void oneThatIsReopenedHeedsNoRequestFromBefore() {
    Next wait = new Next.Wait(Duration.ofSeconds(30));
    pace.shut(START, Duration.ofSeconds(30), START);
    assertThat(pace.next(START, null)).isEqualTo(wait);
    pace.reopen(START + 5);
    assertThat(pace.next(START + 5, null)).isEqualTo(new Next.Go());

    pace.shut(START + 6, Duration.ofSeconds(30), START + 4);
    assertThat(pace.next(START + 6, null)).isEqualTo(new Next.Go());

    pace.shut(START + 7, Duration.ofSeconds(30), START + 6);
    assertThat(pace.next(START + 7, null)).isEqualTo(wait);
  }

  @Test
  void othersAreToldOfWhatIsNews() {
    assertThat(pace.shut(START, Duration.ofSeconds(30), START)).isTrue();
    assertThat(pace.shut(START + 1, Duration.ofSeconds(30), START)).isFalse();
    assertThat(pace.shut(START, Duration.ofSeconds(20), START)).isFalse();
    assertThat(pace.shut(START, Duration.ofSeconds(40), START)).isTrue();
    pace.reopen(START + 5);
    assertThat(pace.shut(START + 6, Duration.ofSeconds(50), START + 4)).isFalse();
  }

  @Test
  void withoutALimitHoldsNothingBack() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(pace.next(START, null)).isEqualTo(new Next.Go());
    }
  }
}
