package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.ledger.Threshold.Act;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.CallFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An account of 1,000, of which others have 300 and this one has leased 500 and used 100. */
class LimitAccountTest {

  private static final long CAP = 1_000;

  private final ManualTime time = new ManualTime();

  private LimitAccount account(Threshold... thresholds) {
    Limit limit = Limit.budget("b", CAP, "USD", Limit.Period.TOTAL).acting(List.of(thresholds));
    LimitAccount account =
        new LimitAccount(limit, limit.window(time.now()), new Ids(time, new Random(1)));
    account.startExtending();
    account.grant(new BudgetSlices.Grant(500, 500, 800, 0), 0);
    account.endExtending();
    account.hold(100, time.nanos());
    account.settle(100, 100, time.nanos());
    return account;
  }

  private LimitAccount givingBack(Threshold... thresholds) {
    LimitAccount account = account(thresholds);
    giveBack(account);
    return account;
  }

  // It is on its way, and nobody has answered yet.
  private void giveBack(LimitAccount account) {
    time.advance(Duration.ofMinutes(2));
    LimitAccount.@Nullable Report report = account.report(time.nanos());
    assertThat(report).isEqualTo(new LimitAccount.Report(new BudgetSlices.Use(100, 0), 100, 400));
    account.startExtending();
  }

  @Test
  void nobodyIsToldTooSoonWhileItGivesBack() {
    Threshold reached = new Threshold(400, Act.NOTIFY);

    assertThat(givingBack(reached, new Threshold(401, Act.NOTIFY)).untold())
        .containsExactly(reached);
  }

  @Test
  void offersAreNotSteeredTooSoonWhileItGivesBack() {
    LimitAccount account =
        givingBack(new Threshold(400, Act.LOCAL), new Threshold(401, Act.CHEAPER));

    assertThat(account.rules()).extracting(OfferRule::ask).containsExactly(OfferRule.Ask.LOCAL);
  }

  @Test
  void nobodyIsBlockedWhileItGivesBackWhoIsNotOtherwise() {
    LimitAccount account = givingBack(new Threshold(500, Act.BLOCK));

    account.requireBelowThresholds(100, time.now());
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> account.requireBelowThresholds(101, time.now()));
  }

  @Test
  void whatItGivesBackIsFreeAllTheWhile() {
    assertThat(account(new Threshold(900, Act.BLOCK)).free()).isEqualTo(500);
    assertThat(givingBack(new Threshold(900, Act.BLOCK)).free()).isEqualTo(500);
    assertThat(givingBack().free()).isEqualTo(600);
  }

  @Test
  void whatItGaveBackMayBeAskedForThoughNobodyAnswered() {
    LimitAccount account = account();
    account.startExtending();
    account.grant(new BudgetSlices.Grant(0, 500, 800, 0), Long.MAX_VALUE);
    account.endExtending();
    assertThat(account.mayAsk(time.nanos(), 201)).isFalse();

    giveBack(account);

    assertThat(account.mayAsk(time.nanos(), 600)).isTrue();
    assertThat(account.mayAsk(time.nanos(), 601)).isFalse();
  }
}
