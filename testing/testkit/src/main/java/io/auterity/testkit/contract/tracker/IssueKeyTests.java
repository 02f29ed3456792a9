package io.auterity.testkit.contract.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.testkit.contract.Failures;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a tracker makes of an issue whose key comes again. */
abstract class IssueKeyTests extends TrackerPart {

  IssueKeyTests(TrackerContract contract) {
    super(contract);
  }

  @TestFactory
  Stream<DynamicTest> theKeyOfAnIssue() {
    offered(takesKeys("issue.create"));
    return Stream.of(
        DynamicTest.dynamicTest("is refused with another input", this::refusesAnotherInput),
        DynamicTest.dynamicTest("opens one issue at once", this::opensOneIssueAtOnce));
  }

  private void refusesAnotherInput() {
    Ref project = project();
    NewIssue once = NewIssue.builder(project, "Once").build();
    Issue opened = tracker().createIssue(once, keyed("issue.create"));
    update(closing(opened.ref()));

    for (NewIssue other :
        List.of(
            NewIssue.builder(project, "Other").build(),
            NewIssue.builder(project, "Once").dueOn(LocalDate.of(2031, 2, 3)).build())) {
      Failure failure =
          Failures.of(() -> tracker().createIssue(other, keyed("issue.create"))).orElseThrow();
      if (other.dueOn() == null || failure.code() != FailureCode.UNSUPPORTED) {
        assertThat(failure.code()).as(failure.message()).isEqualTo(FailureCode.CONFLICT);
        assertThat(failure.fields()).containsKey(Failure.IDEMPOTENCY_KEY);
      }
    }
    assertThat(tracker().createIssue(once, keyed("issue.create")).ref()).isEqualTo(opened.ref());
  }

  private void opensOneIssueAtOnce() throws InterruptedException {
    NewIssue once = NewIssue.builder(project(), "Once").build();
    Callable<Issue> attempt =
        () -> tracker().createIssue(once, call("issue.create").withIdempotencyKey("run/x/0"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> attempt).toList());

      assertThat(results.stream().map(f -> f.resultNow().ref()).distinct()).hasSize(1);
    }
    assertThat(ids(once.project(), null, 10)).hasSize(1);
  }
}
