package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.RateShares.Claim;
import io.auterity.ledger.RateShares.Deal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RateSharesTest {

  private static Claim claim(int server, long leased, long counted, long wanted) {
    return new Claim(new UUID(0, server), leased, counted, wanted, wanted == 0 ? 0 : 1, true);
  }

  private static Claim gone(int server, long leased) {
    return new Claim(new UUID(0, server), leased, leased, 0, 0, false);
  }

  private static Deal deal(long cap, int servers, Claim mine, Claim... others) {
    return RateShares.deal(cap, servers, mine, List.of(others), 0);
  }

  @Test
  void whoIsAloneHasTheWhole() {
    assertThat(deal(60, 1, claim(1, 0, 0, 1))).isEqualTo(new Deal(60, 60));
    assertThat(deal(1, 1, claim(1, 0, 0, 0))).isEqualTo(new Deal(1, 1));
  }

  @Test
  void ofWhatNobodyNeedsEachTakesItsPartAlone() {
    assertThat(deal(60, 3, claim(1, 0, 6, 0))).isEqualTo(new Deal(24, 24));
    assertThat(deal(60, 2, claim(1, 0, 0, 10), claim(2, 20, 20, 0))).isEqualTo(new Deal(25, 25));
  }

  @Test
  void whoNeedsLittleGetsItAndTheOthersShareTheRest() {
    assertThat(deal(60, 3, claim(1, 0, 0, 5), claim(2, 0, 0, 90), claim(3, 0, 0, 70)).leased())
        .isEqualTo(5);
    assertThat(deal(60, 3, claim(2, 0, 0, 90), claim(1, 5, 5, 0), claim(3, 0, 0, 70)).leased())
        .isBetween(27L, 28L);
  }

  @Test
  void whatOthersHaveLeasedIsNotGivenTwice() {
    Deal deal = deal(60, 2, claim(1, 0, 0, 40), claim(2, 50, 50, 0));

    assertThat(deal).isEqualTo(new Deal(10, 10));
  }

  @Test
  void whatOthersWaitForIsNotTakenAnyMoreAndKeptUntilItsCallsCountNoMore() {
    Deal deal = deal(60, 2, claim(1, 60, 60, 0), claim(2, 0, 0, 60));

    assertThat(deal.leased()).isEqualTo(60);
    assertThat(deal.ceiling()).isBetween(29L, 31L);
  }

  @Test
  void whatOneThatIsGoneHadCountsAndIsSharedByTheOthers() {
    assertThat(deal(60, 1, claim(1, 0, 0, 99), gone(2, 25))).isEqualTo(new Deal(35, 35));
  }

  @Test
  void onePlaceIsForOneServerAndForAnotherInAnotherRound() {
    boolean[] had = new boolean[3];
    for (int round = 0; round < 40; round++) {
      int first = 0;
      for (int server = 0; server < 3; server++) {
        List<Claim> others = new ArrayList<>();
        for (int other = 0; other < 3; other++) {
          if (other != server) {
            others.add(claim(other, 0, 0, 4));
          }
        }
        Deal deal = RateShares.deal(1, 3, claim(server, 0, 0, 4), others, round);
        had[server] |= deal.leased() == 1;
        first += (int) deal.leased();
      }
      assertThat(first).as("who comes first in a round").isEqualTo(1);
    }

    assertThat(had).containsExactly(true, true, true);
  }

  @Test
  void aCallThatNeedsMostOfItComesFirstInSomeRound() {
    Claim large = new Claim(new UUID(0, 1), 0, 0, 900, 900, true);
    Claim small = new Claim(new UUID(0, 2), 0, 0, 1_000, 10, true);
    long most = 0;
    for (int round = 0; round < 40; round++) {
      most = Math.max(most, RateShares.deal(1_000, 2, large, List.of(small), round).leased());
    }

    assertThat(most).isGreaterThanOrEqualTo(900);
  }

  /** What the servers of a run say, one after another, as each is heard. */
  @Property(tries = 500)
  void allLeasesTogetherNeverExceedTheMost(
      @ForAll @IntRange(max = 200) int cap, @ForAll Random random) {
    List<Claim> servers = new ArrayList<>();
    for (int step = 0; step < 200; step++) {
      int which = random.nextInt(servers.size() + 1);
      if (which == servers.size()) {
        join(servers);
      } else if (random.nextInt(20) == 0) {
        end(servers, which);
      } else if (servers.get(which).living()) {
        say(servers, which, cap, random);
      }
      assertThat(servers.stream().mapToLong(Claim::leased).sum()).isLessThanOrEqualTo(cap);
    }
  }

  private static void join(List<Claim> servers) {
    if (servers.size() < 5) {
      servers.add(new Claim(new UUID(7, servers.size()), 0, 0, 0, 0, true));
    }
  }

  // One that is gone counts for a while, and then not at all.
  private static void end(List<Claim> servers, int which) {
    Claim one = servers.remove(which);
    if (one.living()) {
      servers.add(which, new Claim(one.process(), one.leased(), one.counted(), 0, 0, false));
    }
  }

  private static void say(List<Claim> servers, int which, int cap, Random random) {
    Claim before = servers.get(which);
    List<Claim> others = new ArrayList<>(servers);
    others.remove(which);
    long counted = before.leased() == 0 ? 0 : random.nextLong(before.leased() + 1);
    long kept = counted + random.nextLong(before.leased() - counted + 1);
    long wanted = random.nextBoolean() ? 0 : random.nextInt(cap + 1);
    Claim mine = new Claim(before.process(), kept, counted, wanted, Math.min(wanted, 3), true);
    Deal deal = RateShares.deal(cap, others.size() + 1, mine, others, random.nextInt(3));
    assertThat(deal.leased()).isGreaterThanOrEqualTo(kept);
    assertThat(deal.ceiling()).isBetween(0L, deal.leased());
    servers.set(
        which, new Claim(before.process(), deal.leased(), counted, wanted, mine.least(), true));
  }
}
