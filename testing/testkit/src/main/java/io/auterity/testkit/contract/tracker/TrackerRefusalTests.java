package io.auterity.testkit.contract.tracker;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.Ref;
import io.auterity.spi.Transport;
import io.auterity.spi.WireRequest;
import io.auterity.spi.WireResponse;
import io.auterity.spi.WireStream;
import io.auterity.spi.tracker.IssueQuery;
import io.auterity.spi.tracker.NewIssue;
import io.auterity.spi.tracker.ProjectQuery;
import io.auterity.spi.tracker.Tracker;
import io.auterity.testkit.FakeCall;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** How a tracker tells that its vendor refuses, or does not answer. */
abstract class TrackerRefusalTests extends TrackerPart {

  TrackerRefusalTests(TrackerContract contract) {
    super(contract);
  }

  @TestFactory
  Stream<DynamicTest> aVendorsRefusalIsToldByItsCode() {
    return Stream.of(
            Map.entry(401, FailureCode.UNAUTHENTICATED),
            Map.entry(403, FailureCode.FORBIDDEN),
            Map.entry(404, FailureCode.NOT_FOUND),
            Map.entry(429, FailureCode.RATE_LIMITED),
            Map.entry(500, FailureCode.UNAVAILABLE),
            Map.entry(503, FailureCode.UNAVAILABLE))
        .map(
            each ->
                DynamicTest.dynamicTest(
                    "status " + each.getKey(),
                    () -> refusedWith(answering(each.getKey()), each.getValue())));
  }

  @Test
  void aCredentialThatTheVendorDoesNotKnowIsUnauthenticated() {
    ProviderContext bad = assumed(contract.withBadCredentials());
    FakeCall asked = call("project.list", bad);

    expect(
        FailureCode.UNAUTHENTICATED,
        () -> open(bad).listProjects(new ProjectQuery(null, null), asked));
  }

  @Test
  void aVendorThatDoesNotAnswerInTimeIsToldAsThat() {
    refusedWith(failing(FailureCode.TIMEOUT), FailureCode.TIMEOUT);
  }

  @Test
  void aWriteOfWhichNothingIsKnownIsNotCalledUndone() {
    Transport silent = failing(FailureCode.TIMEOUT);
    ProviderContext context = assumed(contract.behind(silent));
    NewIssue wanted = NewIssue.builder(contract.anyProject(), "Wrong amount").build();

    Failure failure =
        expect(
            FailureCode.TIMEOUT,
            () -> open(context).createIssue(wanted, call("issue.create", context)));

    assertThat(failure.applied()).isNotEqualTo(Applied.NO);
  }

  @Test
  void whoHasGoneOpensNoIssue() {
    Ref project = project();
    FakeCall gone = call("issue.create");
    gone.cancel();

    expect(
        FailureCode.CANCELLED,
        () -> tracker().createIssue(NewIssue.builder(project, "Late").build(), gone));
    assertThat(ids(project, null, 10)).isEmpty();
  }

  private void refusedWith(Transport transport, FailureCode code) {
    ProviderContext context = assumed(contract.behind(transport));
    Tracker instance = open(context);
    IssueQuery query = new IssueQuery(contract.anyProject(), null, null, null, null);

    expect(code, () -> instance.listIssues(query, call("issue.list", context)));
  }

  private static ProviderContext assumed(Optional<ProviderContext> context) {
    offered(context.isPresent());
    return context.orElseThrow();
  }

  private static Transport answering(int status) {
    return sending(
        request -> new WireResponse(status, Map.of(), "{}".getBytes(StandardCharsets.UTF_8)));
  }

  private static Transport failing(FailureCode code) {
    return sending(
        request -> {
          throw new CallFailedException(
              Failure.of(code, "the vendor did not answer").withApplied(Applied.UNKNOWN));
        });
  }

  private static Transport sending(Function<WireRequest, WireResponse> answer) {
    return new Transport() {
      @Override
      public WireResponse send(WireRequest request, Call call) {
        return answer.apply(request);
      }

      @Override
      public WireStream open(WireRequest request, Call call) {
        throw new AssertionError("nothing streams");
      }
    };
  }
}
