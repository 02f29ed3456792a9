package io.auterity.server.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.contract.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TenantTasksTest {

  private static final TenantScope MINE = TenantScope.recovered(new UUID(0, 1));
  private static final TenantScope OTHER = TenantScope.recovered(new UUID(0, 2));

  private final TenantTasks<TenantTask> tasks = new TenantTasks<>("walk");
  private long last;

  private TenantTask begin(TenantScope scope) {
    TenantTask task = new TenantTask(new UUID(1, ++last), scope);
    tasks.begin(task, () -> {});
    return task;
  }

  private TenantTask find(TenantScope scope, TenantTask task) {
    return tasks.find(scope, task.id().toString());
  }

  private void isUnknown(TenantScope scope, TenantTask task) {
    assertThat(Failures.expect(FailureCode.NOT_FOUND, () -> find(scope, task)).message())
        .isEqualTo("no such walk");
  }

  @Test
  void oneOfATenantIsUnderWayAtATime() {
    TenantTask first = begin(MINE);
    begin(OTHER);

    assertThat(Failures.expect(FailureCode.CONFLICT, () -> begin(MINE)).message())
        .isEqualTo("walk %s is under way; wait for it, or cancel it".formatted(first.id()));
    assertThat(first.cancel()).isTrue();
    assertThat(Failures.expect(FailureCode.CONFLICT, () -> begin(MINE)).message())
        .as("that is done")
        .isEqualTo("walk %s is under way; wait for it".formatted(first.id()));
    first.end(true);

    assertThat(begin(MINE).state()).isEqualTo("running");
  }

  @Test
  void oneThatNobodyWorksOnWasNeverBegun() {
    TenantTask task = new TenantTask(new UUID(2, 1), MINE);

    Failures.expect(
        FailureCode.SATURATED,
        () ->
            tasks.begin(
                task,
                () -> {
                  throw new CallFailedException(FailureCode.SATURATED, "too many wait");
                }));

    isUnknown(MINE, task);
    assertThat(begin(MINE).ended()).isFalse();
  }

  @Test
  void nobodyElseKnowsIt() {
    TenantTask task = begin(MINE);

    assertThat(find(MINE, task)).isSameAs(task);
    isUnknown(OTHER, task);
    Failures.expect(FailureCode.NOT_FOUND, () -> tasks.find(MINE, "none"));
  }

  @Test
  void theLatestOfEachTenantAreKnown() {
    TenantTask others = begin(OTHER);
    List<TenantTask> mine = new ArrayList<>();
    for (int i = 0; i <= TenantTasks.KEPT; i++) {
      TenantTask task = begin(MINE);
      task.end(true);
      mine.add(task);
    }

    isUnknown(MINE, mine.getFirst());
    mine.subList(1, mine.size()).forEach(task -> assertThat(find(MINE, task)).isSameAs(task));
    assertThat(find(OTHER, others)).isSameAs(others);
  }

  @Test
  void whatIsBeingKeptIsNotToBeCancelled() {
    TenantTask first = begin(MINE);
    first.keep();

    assertThat(Failures.expect(FailureCode.CONFLICT, () -> begin(MINE)).message())
        .isEqualTo("walk %s is under way; wait for it".formatted(first.id()));
  }

  @Test
  void manyTenantsHaveFewerEachAndWhoeverHasMostLosesTheOldest() {
    TenantTask underWay = begin(OTHER);
    List<TenantTask> mine = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      mine.add(ended(MINE));
    }
    List<TenantTask> others = new ArrayList<>();
    for (int i = 0; i < TenantTasks.ENDED - 1; i++) {
      others.add(ended(TenantScope.recovered(new UUID(3, i))));
    }
    begin(MINE).end(true);

    isUnknown(MINE, mine.getFirst());
    isUnknown(MINE, mine.get(1));
    assertThat(find(MINE, mine.getLast())).isSameAs(mine.getLast());
    assertThat(find(OTHER, underWay)).as("it has not ended").isSameAs(underWay);
    assertThat(others).allSatisfy(one -> assertThat(find(one.scope(), one)).isSameAs(one));
  }

  private TenantTask ended(TenantScope scope) {
    TenantTask task = begin(scope);
    task.end(true);
    return task;
  }

  @Test
  void howFarItIsIsToldUntilItsEnd() {
    TenantTask task = begin(MINE);

    assertThat(task.reached(0.5)).isTrue();
    assertThat(task.progress()).isEqualTo(0.5);
    task.end(true);

    assertThat(task.state()).isEqualTo("done");
    assertThat(task.progress()).isEqualTo(1);
    assertThat(task.cancel()).as("it is kept").isFalse();
    assertThat(task.state()).isEqualTo("done");
  }

  @Test
  void oneThatFailsStandsWhereItFailed() {
    TenantTask task = begin(MINE);
    task.reached(0.25);

    task.end(false);

    assertThat(task.state()).isEqualTo("failed");
    assertThat(task.progress()).isEqualTo(0.25);
    assertThat(task.cancel()).as("nothing is kept of it").isTrue();
    assertThat(task.state()).isEqualTo("failed");
  }

  @Test
  void oneThatIsGivenUpRunsUntilItsWorkHasEnded() {
    TenantTask task = begin(MINE);
    task.reached(0.25);

    assertThat(task.cancel()).isTrue();
    assertThat(task.reached(0.5)).isFalse();
    assertThat(task.keep()).isFalse();
    assertThat(task.state()).isEqualTo("running");
    task.end(true);

    assertThat(task.state()).isEqualTo("cancelled");
    assertThat(task.progress()).isEqualTo(0.25);
  }

  @Test
  void whatIsBeingKeptCannotBeGivenUp() {
    TenantTask task = begin(MINE);

    assertThat(task.keep()).isTrue();
    assertThat(task.cancel()).isFalse();
    assertThat(task.reached(0.5)).as("it is past that").isFalse();
    assertThat(task.state()).isEqualTo("running");
    task.end(true);

    assertThat(task.state()).isEqualTo("done");
  }
}
