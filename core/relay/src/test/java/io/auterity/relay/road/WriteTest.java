package io.auterity.relay.road;

import static io.auterity.relay.plan.Fleet.ai;
import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.catalogue.Payload;
import io.auterity.provider.Attempt;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Applied;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.NewProject;
import io.auterity.spi.tracker.Project;
import io.auterity.spi.tracker.WhichIssue;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Writes, references and cursors: what must stay with one provider. */
class WriteTest {

  private static final NewProject NEW = new NewProject("debts", "Debts");
  private static final Project PROJECT = new Project(new Ref("a", "1"), "debts", "Debts");
  private static final Failure CUT =
      Failure.of(FailureCode.UNAVAILABLE, "cut").withApplied(Applied.UNKNOWN);

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void twoTrackers() {
    road.providers.add(tracker("a", false));
    road.providers.add(tracker("b", false));
    road.route("r", "{'use': ['a', 'b']}");
  }

  @Test
  void aWriteThatMayHaveBeenAppliedGoesNowhereElse() {
    road.providers.does("a", fails(CUT));

    assertThat(road.invoke("tracker.project.create", NEW)).isInstanceOf(Outcome.Failed.class);
    assertThat(road.providers.called).containsExactly("a");
  }

  @Test
  void aWriteThatMayHaveHappenedDoesNotInviteToRepeatIt() {
    road.providers.does("a", fails(CUT));

    Failure failure =
        ((Outcome.Failed) road.invoke("tracker.project.create", NEW, "key")).failure();

    assertThat(failure.retryable()).isFalse();
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
  }

  @Test
  void aRefusalNamesTheProviderOfTheReferenceAlone() {
    Failure down = Failure.of(FailureCode.UNAVAILABLE, "down").withRetryable(false);
    road.providers.does("b", fails(down), fails(down), fails(down));
    WhichIssue which = new WhichIssue(new Ref("b", "b-1"));
    for (int i = 0; i < 3; i++) {
      road.invoke("tracker.issue.get", which);
    }

    Failure failure = ((Outcome.Refused) road.invoke("tracker.issue.get", which)).failure();

    assertThat(failure.message())
        .isEqualTo(
            "no provider can answer tracker.issue.get: its breaker of this operation is open (b)");
  }

  @Test
  void isInDoubtWhenAnEarlierCallUnderTheSameKeyMayHaveBeenApplied() {
    road.providers.does("a", fails(CUT), answers(PROJECT));
    String first =
        Decision.ID.write(road.invoke("tracker.project.create", NEW, "run/step/0").decision());

    Outcome again = road.invoke("tracker.project.create", NEW, "run/step/0");

    Failure failure = ((Outcome.Refused) again).failure();
    assertThat(failure.code()).isEqualTo(FailureCode.IN_DOUBT);
    assertThat(failure.message()).contains(first);
    assertThat(road.providers.called).containsExactly("a");
    assertThat(road.vitals.of(road.tenant, "a").snapshot(8).inFlight()).isZero();
    assertThat(road.invoke("tracker.project.create", NEW, "run/step/1"))
        .isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void isInDoubtTooWhenAConnectorMadeItForAStep() {
    road.providers.does("a", fails(CUT), answers(PROJECT));
    road.invoke(onBehalf(UUID.fromString("01890000-0000-7000-8000-000000000001")));

    Outcome again = road.invoke(onBehalf(UUID.fromString("01890000-0000-7000-8000-000000000002")));

    assertThat(((Outcome.Refused) again).failure().code()).isEqualTo(FailureCode.IN_DOUBT);
    assertThat(road.providers.called).containsExactly("a");
  }

  private Invocation onBehalf(UUID id) {
    Invocation call = road.call("tracker.project.create", Payload.of(NEW), "behalf/1");
    return Invocation.of(id, call.scope(), call.principal(), call.capability(), call.input())
        .timeout(call.timeout())
        .idempotencyKey(call.idempotencyKey())
        .labels(call.labels())
        .door(Invocation.Door.WORKFLOW)
        .parent(new Invocation.Parent(new UUID(0, 8), "built", 0))
        .behalf(new UUID(0, 7))
        .build();
  }

  @Test
  void aWriteThatIsInDoubtByItsOwnWordsKeepsItsKey() {
    road.providers.does("a", fails(Failure.of(FailureCode.IN_DOUBT, "cut")), answers(PROJECT));
    road.invoke("tracker.project.create", NEW, "run/step/0");

    Outcome again = road.invoke("tracker.project.create", NEW, "run/step/0");

    assertThat(((Outcome.Refused) again).failure().code()).isEqualTo(FailureCode.IN_DOUBT);
    assertThat(road.providers.called).containsExactly("a");
  }

  @Test
  void aWriteThatWasCertainlyNotAppliedMayBeMadeAgainUnderItsKey() {
    Failure down = Failure.of(FailureCode.UNAVAILABLE, "503");
    road.providers.does("a", fails(down), answers(PROJECT));
    road.providers.does("b", fails(down));
    road.invoke("tracker.project.create", NEW, "run/step/0");

    assertThat(road.invoke("tracker.project.create", NEW, "run/step/0"))
        .isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void anErrorAfterAWriteThatSucceededLeavesItInDoubt() {
    road.quota("hourly", "{'calls': 100, 'period': 'hour'}");
    road.slices.breakOnClosing(new IllegalStateException("secret"));
    road.providers.does(
        "a",
        (input, attempt) -> {
          road.quota("hourly", "{'calls': 50, 'period': 'hour'}");
          return PROJECT;
        });

    Failure failure =
        ((Outcome.Failed) road.invoke("tracker.project.create", NEW, "run/step/0")).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(road.dispatches.notes).containsKey("run/step/0");
    assertThat(road.decision().attempts()).hasSize(1);
    assertThat(road.decision().costs().used().quantities()).containsEntry(Attempt.CALLS, 1L);
    assertThat(road.vitals.of(road.tenant, "a").snapshot(8).inFlight()).isZero();
    assertThat(road.providers.openLeases()).isZero();
  }

  @Test
  void aVendorThatKeepsTheKeyIsAskedAgainAndNothingIsNoted() {
    TestRoad keyed = new TestRoad();
    keyed.providers.add(tracker("keyed", true));
    keyed.providers.does("keyed", fails(CUT), answers(PROJECT));

    assertThat(keyed.invoke("tracker.project.create", NEW, "run/step/0"))
        .isInstanceOf(Outcome.Succeeded.class);
    assertThat(keyed.dispatches.notes).isEmpty();
  }

  @Test
  void aWriteInDoubtGoesNowhereElseWhenItsRepetitionCannotBegin() {
    TestRoad keyed = new TestRoad();
    keyed.providers.add(tracker("keyed", true));
    keyed.providers.add(tracker("other", true));
    keyed.route("r", "{'use': ['keyed', 'other'], 'retry': {'max': 5}}");
    keyed.providers.does("keyed", fails(CUT), fails(CUT), fails(CUT), answers(PROJECT));
    keyed.providers.does("other", answers(PROJECT));

    Outcome outcome = keyed.invoke("tracker.project.create", NEW, "run/step/0");

    assertThat(((Outcome.Failed) outcome).failure()).isEqualTo(CUT);
    assertThat(keyed.providers.called).containsExactly("keyed", "keyed", "keyed");
  }

  @Test
  void aReferenceGoesToTheProviderItComesFrom() {
    road.providers.does("b", answers(PROJECT));

    road.invoke("tracker.issue.get", new WhichIssue(new Ref("b", "17")));

    assertThat(road.providers.called).containsExactly("b");
  }

  @Test
  void aReferenceWithoutAProviderGoesWhereverTheCallGoes() {
    road.providers.does("a", answers(new Page<>(List.of(), null)));

    assertThat(road.invoke("tracker.issue.list", query("debts", null)))
        .isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void theNextPageComesFromTheProviderOfTheFirst() {
    road.providers.does("a", answers(new Page<>(List.of(), new Cursor("inner"))));
    Cursor next = firstPage(query("debts", null));
    road.route("r", "{'use': ['b']}");
    road.providers.does("a", answers(new Page<>(List.of(), null)));

    Outcome second = road.invoke("tracker.issue.list", query("debts", next));

    assertThat(second).isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.providers.called).containsExactly("a", "a");
    assertThat(road.providers.inputs.getLast()).isEqualTo(query("debts", new Cursor("inner")));
  }

  @Test
  void aCursorOfAnotherListIsRefused() {
    road.providers.does("a", answers(new Page<>(List.of(), new Cursor("inner"))));
    Cursor next = firstPage(query("debts", null));

    assertThat(code(road.invoke("tracker.issue.list", query("loans", next))))
        .isEqualTo(FailureCode.INVALID);
    assertThat(code(road.invoke("tracker.issue.list", query("debts", new Cursor("inner")))))
        .isEqualTo(FailureCode.INVALID);
    assertThat(
            code(road.invoke("tracker.issue.list", query("debts", new Cursor(next.value() + "A")))))
        .isEqualTo(FailureCode.INVALID);
  }

  private Cursor firstPage(IssueQuery query) {
    Outcome.Succeeded first = (Outcome.Succeeded) road.invoke("tracker.issue.list", query);
    Cursor next = ((Page<?>) Objects.requireNonNull(first.value())).next();
    return Objects.requireNonNull(next);
  }

  private static IssueQuery query(String project, @Nullable Cursor cursor) {
    return new IssueQuery(Ref.of(project), null, null, cursor, 10);
  }

  private static FailureCode code(Outcome outcome) {
    return ((Outcome.Refused) outcome).failure().code();
  }

  private static ProviderInfo tracker(String id, boolean key) {
    ProviderInfo tracker = Fleet.ofKind(ai(id), "tracker");
    return Fleet.withSupport(tracker, key, "project.create", "issue.get", "issue.list");
  }
}
