package io.auterity.relay.road;

import static io.auterity.relay.road.ScriptedProviders.answers;
import static io.auterity.relay.road.ScriptedProviders.fails;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.Outcome;
import io.auterity.provider.ProviderInfo;
import io.auterity.relay.plan.Fleet;
import io.auterity.spi.Applied;
import io.auterity.spi.Change;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Ref;
import io.auterity.spi.documents.DocumentCheck;
import io.auterity.spi.documents.DocumentTransaction;
import io.auterity.spi.documents.DocumentUpdate;
import io.auterity.spi.documents.DocumentWrite;
import io.auterity.spi.documents.FieldChange;
import io.auterity.spi.documents.FieldValue;
import io.auterity.spi.documents.StoredDocument;
import io.auterity.spi.documents.TransactionOutcome;
import io.auterity.spi.documents.WriteAction;
import io.auterity.spi.tracker.Issue;
import io.auterity.spi.tracker.IssueUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two providers of a kind: calls go to the one that holds what their inputs name inside. */
class HeldByOneTest {

  private static final String RUN = "documents.transaction.run";
  private static final String UPDATE = "documents.document.update";
  private static final Ref US = new Ref("us", "users/ada");
  private static final Ref EU = new Ref("eu", "users/ada");
  private static final Failure CUT =
      Failure.of(FailureCode.UNAVAILABLE, "cut").withApplied(Applied.UNKNOWN);

  private final TestRoad road = new TestRoad();

  @BeforeEach
  void twoOfEachKind() {
    for (String id : List.of("us", "eu")) {
      road.providers.add(provider(id, "documents", "transaction.run", "document.update"));
    }
    for (String id : List.of("first", "second")) {
      road.providers.add(provider(id, "tracker", "issue.update"));
    }
    road.route("r", "{'when': {'capability': 'documents.*'}, 'use': ['us', 'eu']}");
    road.route("t", "{'when': {'capability': 'tracker.*'}, 'use': ['first', 'second']}");
  }

  private static DocumentWrite write(Ref document) {
    return new DocumentWrite(WriteAction.PUT, document, Map.of());
  }

  private static Stream<DocumentTransaction> transactions() {
    return Stream.of(
        new DocumentTransaction(List.of(EU), null, null),
        new DocumentTransaction(null, List.of(new DocumentCheck(EU, true, null)), null),
        new DocumentTransaction(null, null, List.of(write(EU))),
        new DocumentTransaction(List.of(Ref.of("users/bob")), null, List.of(write(EU))));
  }

  @ParameterizedTest
  @MethodSource("transactions")
  void aTransactionGoesToTheDatabaseThatHoldsItsDocuments(DocumentTransaction transaction) {
    road.providers.does("eu", answers(new TransactionOutcome(List.of(), List.of(), List.of())));

    assertThat(road.invoke(RUN, transaction)).isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.providers.called).containsExactly("eu");
  }

  @Test
  void aTransactionOverTwoDatabasesReachesNeither() {
    Outcome outcome =
        road.invoke(RUN, new DocumentTransaction(List.of(US), null, List.of(write(EU))));

    Failure failure = ((Outcome.Refused) outcome).failure();
    assertThat(failure.code()).isEqualTo(FailureCode.INVALID);
    assertThat(failure.message()).contains("eu and us");
    assertThat(road.providers.called).isEmpty();
  }

  @Test
  void anIssueIsPutUnderAParentOfItsOwnTracker() {
    Ref parent = new Ref("second", "2");
    road.providers.does("second", answers(issue()));

    road.invoke(
        "tracker.issue.update", IssueUpdate.builder(Ref.of("1")).parent(Change.to(parent)).build());

    assertThat(road.providers.called).containsExactly("second");
  }

  @Test
  void aWriteThatExpectsARevisionIsNotRepeatedOnceItMayHaveBeenApplied() {
    road.providers.does("eu", fails(CUT), answers(document()));

    Failure failure = ((Outcome.Failed) road.invoke(UPDATE, update("7"))).failure();

    assertThat(failure.code()).isEqualTo(FailureCode.UNAVAILABLE);
    assertThat(failure.applied()).isEqualTo(Applied.UNKNOWN);
    assertThat(road.providers.called).containsExactly("eu");
    assertThat(Objects.requireNonNull(road.decision().call().facts()).effect())
        .isEqualTo(Effect.NON_IDEMPOTENT);
  }

  @Test
  void aWriteThatExpectsNothingIsRepeated() {
    road.providers.does("eu", fails(CUT), answers(document()));

    assertThat(road.invoke(UPDATE, update(null))).isInstanceOf(Outcome.Succeeded.class);
    assertThat(road.providers.called).containsExactly("eu", "eu");
  }

  private static DocumentUpdate update(@Nullable String expected) {
    return new DocumentUpdate(
        EU, List.of(new FieldChange("n", new FieldValue.Int64(1))), null, expected);
  }

  private static StoredDocument document() {
    return new StoredDocument(EU, "ada", Map.of(), "8", null, null);
  }

  private static Issue issue() {
    Ref project = new Ref("second", "p");
    return Issue.builder(new Ref("second", "1"), project, "P-1", "t", Instant.EPOCH).build();
  }

  private static ProviderInfo provider(String id, String kind, String... operations) {
    return Fleet.withSupport(Fleet.ofKind(Fleet.ai(id), kind), false, operations);
  }
}
