package io.auterity.workflow.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.digest.Sha256;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.trigger.WebhookStarts.CallStart;
import io.auterity.workflow.trigger.store.StartRow;
import io.auterity.workflow.trigger.store.TriggerRow;
import io.auterity.workflow.trigger.webhook.IncomingCall;
import io.auterity.workflow.trigger.webhook.WebhookTokens;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("postgresql")
class WebhookStartsTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Json BEARER =
      Json.EMPTY.with("bearer", Json.EMPTY.with("secret", Json.of("shop")));

  private final TriggerHouse house = new TriggerHouse(db);
  private final WebhookStarts calls = house.calls();

  private static IncomingCall call(@Nullable String key, String title) {
    return new IncomingCall(
        key,
        Json.EMPTY.with("title", Json.of(title)),
        Map.of("x-kind", "order"),
        Map.of("dry", "no"));
  }

  private static FailureCode code(Throwable thrown) {
    return ((CallFailedException) thrown).failure().code();
  }

  @Test
  void aCallStartsARunThatIsNotedBeforeItIsAnswered() {
    TriggerRow row = house.onCall("${event.headers['x-kind'] == event.query.dry || true}");

    CallStart start = calls.start(row, call(null, "a"));

    assertThat(house.starts(row)).extracting(StartRow::run).containsExactly(start.run());
    assertThat(house.titles()).isEmpty();
    house.start();
    assertThat(house.titles()).containsExactly("a");
    assertThat(house.begun).containsOnlyKeys(Objects.requireNonNull(start.run()));
    assertThat(house.begun.values().iterator().next().labels()).containsEntry("trigger", "hook");
  }

  @Test
  void whatItsConditionDoesNotTakeStartsNone() {
    TriggerRow row = house.onCall("${event.body.title == 'b'}");

    CallStart start = calls.start(row, call("k", "a"));

    assertThat(start).isEqualTo(new CallStart(null, false, "when does not hold"));
    assertThat(house.starts(row)).isEmpty();
  }

  /** Senders that hear nothing in time send again: n8n-io/n8n#20446, #38083. */
  @Test
  void aCallThatComesTwiceStartsOneRunAlsoAtOnce() throws Exception {
    TriggerRow row = house.onCall(null);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var both =
          threads.invokeAll(
              IntStream.range(0, 4)
                  .<java.util.concurrent.Callable<CallStart>>mapToObj(
                      i -> () -> calls.start(row, call("d-1", "a")))
                  .toList());
      assertThat(both)
          .extracting(Future::resultNow)
          .extracting(CallStart::run)
          .containsOnly(house.starts(row).getFirst().run());
      assertThat(both).extracting(Future::resultNow).filteredOn(one -> !one.repeated()).hasSize(1);
    }
    house.start();
    calls.start(row, call("d-1", "another"));
    calls.start(row, call("d-2", "b"));
    calls.start(row, call(null, "c"));
    calls.start(row, call(null, "c"));
    house.start();

    assertThat(house.titles()).containsExactlyInAnyOrder("a", "b", "c", "c");
  }

  /** What could not begin begins when its sender delivers it again. */
  @Test
  void aRepetitionHasARunBeginThatCouldNot() {
    TriggerRow row = house.onCall(null);
    CallStart first = calls.start(row, call("d-1", "a"));
    house.allowed = false;
    house.start();
    assertThat(house.titles()).isEmpty();
    house.allowed = true;

    CallStart again = calls.start(row, call("d-1", "a"));
    house.start();

    assertThat(again).isEqualTo(new CallStart(first.run(), true, null));
    assertThat(house.titles()).containsExactly("a");
  }

  @Test
  void whatHasNoInputIsRefusedAndNotedNowhereSoThatItMayComeAgain() {
    TriggerRow row = house.onCall(null);
    IncomingCall none = new IncomingCall("d-1", Json.NULL, Map.of(), Map.of());

    for (int i = 0; i < TriggerStartLog.MOST_FAILURES + 1; i++) {
      assertThatThrownBy(() -> calls.start(row, none))
          .satisfies(thrown -> assertThat(code(thrown)).isEqualTo(FailureCode.INVALID));
    }
    calls.start(row, call("d-1", "a"));
    house.start();

    assertThat(house.titles()).containsExactly("a");
    assertThat(house.now(row).state()).isEqualTo(TriggerRow.State.ACTIVE);
    assertThat(house.now(row).problem()).isNull();
  }

  @Test
  void whatOnlyItsOwnerCanMendIsToldToThemAndNotToTheCaller() {
    TriggerRow row = house.onCall(null);
    house.allowed = false;

    assertThatThrownBy(() -> calls.start(row, call(null, "a")))
        .hasMessageContaining("starts no runs now")
        .hasMessageNotContaining("maker")
        .satisfies(thrown -> assertThat(code(thrown)).isEqualTo(FailureCode.UNAVAILABLE));

    assertThat(house.now(row).problem()).contains("maker may not start runs");
    assertThat(house.now(row).failures()).isZero();
  }

  @Test
  void withoutVerificationSixtyRunsAnHourStart() {
    TriggerRow row = house.onCall(null);
    for (int i = 0; i < TriggerStartLog.MOST_UNVERIFIED; i++) {
      calls.start(row, call("k" + i, "a"));
    }

    assertThatThrownBy(() -> calls.start(row, call("late", "a")))
        .satisfies(
            thrown -> {
              assertThat(code(thrown)).isEqualTo(FailureCode.RATE_LIMITED);
              assertThat(((CallFailedException) thrown).failure().retryAfter())
                  .isEqualTo(Duration.ofHours(1));
            });
    assertThat(calls.start(row, call("k1", "a")).repeated()).isTrue();
    assertThat(house.starts(row)).hasSize(TriggerStartLog.MOST_UNVERIFIED);
    house.time.advance(Duration.ofMinutes(61));
    assertThat(calls.start(row, call("late", "a")).repeated()).isFalse();
    TriggerRow verified =
        house.triggers.create(
            house.tenant, TriggerHouse.ACT, TriggerHouse.calls("v", BEARER, null));
    for (int i = 0; i <= TriggerStartLog.MOST_UNVERIFIED; i++) {
      calls.start(verified, call("k" + i, "a"));
    }
  }

  @Test
  void anAddressStaysWhileItsTriggerIsOneOfCalls() {
    TriggerRow row = house.onCall(null);
    String path = house.path(row);

    TriggerRow changed =
        house.changed(row, TriggerHouse.calls("hook2", BEARER, "${event.body.title == 'b'}"));

    assertThat(path).startsWith(WebhookTokens.PATH).hasSizeGreaterThan(60);
    assertThat(house.path(changed)).isEqualTo(path);
    String token = path.substring(WebhookTokens.PATH.length());
    assertThat(calls.find(Sha256.of(token)).map(TriggerRow::name)).contains("hook2");
    TriggerRow other = house.changed(changed, TriggerHouse.times("hook2", "@daily", "UTC", "last"));
    assertThat(other.token()).isNull();
    assertThat(calls.find(Sha256.of(token))).isEmpty();
  }

  @Test
  void onePausedMeanwhileTakesNone() {
    TriggerRow row = house.onCall(null);
    house.paused(row, true);

    assertThatThrownBy(() -> calls.start(row, call(null, "a")))
        .satisfies(thrown -> assertThat(code(thrown)).isEqualTo(FailureCode.NOT_FOUND));
    assertThat(house.starts(row)).isEmpty();
  }

  @Test
  void tryingOneBeginsNothing() {
    TriggerRow row = house.onCall("${event.body.title != 'b'}");

    assertThat(house.rehearsal.ofCall(row, call(null, "a")).input())
        .isEqualTo(Json.EMPTY.with("title", Json.of("a")));
    assertThat(house.rehearsal.ofCall(row, call(null, "b")).reason())
        .isEqualTo("when does not hold");
    assertThat(house.rehearsal.ofCall(row, new IncomingCall(null, Json.NULL, Map.of(), Map.of())))
        .extracting(TriggerRehearsal.Trial::taken)
        .isEqualTo(false);
    assertThatThrownBy(() -> house.rehearsal.of(row, List.of(house.event(1))))
        .hasMessageContaining("is tried with a call");
    assertThat(house.starts(row)).isEmpty();
  }

  @Test
  void aKeyIsShortAndHasNoBlanks() {
    assertThatThrownBy(() -> WebhookStarts.key("webhook-id", "a b"))
        .hasMessageContaining("webhook-id: has 1 to 200");
    assertThat(WebhookStarts.key("webhook-id", "msg_1")).isEqualTo("msg_1");
  }
}
