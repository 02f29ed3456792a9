package io.auterity.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.IndexPath;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.driver.AfterCommit;
import io.auterity.workflow.driver.StepResults;
import io.auterity.workflow.journal.EventRow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.JournalEntry;
import io.auterity.workflow.journal.RunBirth;
import io.auterity.workflow.journal.RunHead;
import io.auterity.workflow.journal.RunPhase;
import io.auterity.workflow.journal.SampleBirth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WriteAheadTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final RunBirth BIRTH = SampleBirth.at(NOW);

  private final List<JournalEntry> journal = new ArrayList<>();
  private @Nullable RuntimeException full;
  private final WriteAhead writing = new WriteAhead(BIRTH, 7, this::append);

  @Test
  void whatFollowsWaitsUntilItsEventIsDurable() {
    AfterCommit.Forget told = forget();
    add();
    writing.then(told);

    assertThat(writing.flush(null)).isEmpty();
    assertThat(writing.durable()).isFalse();
    assertThat(writing.committed()).containsExactly(told);
    assertThat(writing.durable()).isTrue();
    assertThat(journal.getFirst().events()).extracting(EventRow::seq).containsExactly(8);
  }

  @Test
  void whatIsDurableIsKnownThoughMoreIsUnderWay() {
    add();
    writing.flush(null);
    add();
    add();
    writing.flush(null);
    assertThat(writing.durableSeq()).isEqualTo(7);

    writing.committed();

    assertThat(writing.durable()).isFalse();
    assertThat(writing.durableSeq()).isEqualTo(8);
    writing.committed();
    assertThat(writing.durableSeq()).isEqualTo(10);
  }

  @Test
  void whatNothingHasToBeWrittenForIsDoneAtOnce() {
    AfterCommit.Forget told = forget();
    writing.then(told);

    assertThat(writing.flush(null)).containsExactly(told);
    assertThat(journal).isEmpty();
  }

  @Test
  void whatHasNoEventOfItsOwnWaitsForThoseBefore() {
    AfterCommit.Forget first = forget();
    AfterCommit.Forget second = forget();
    add();
    writing.then(first);
    writing.flush(null);
    writing.then(second);

    assertThat(writing.flush(null)).isEmpty();
    assertThat(writing.committed()).containsExactly(first, second);
  }

  @Test
  void aChangeOfTheHeadKeepsNothingWaitingUnlessTheRunEnds() {
    AfterCommit.Forget told = forget();
    writing.then(told);
    assertThat(writing.flush(head(RunPhase.WAITING))).containsExactly(told);
    assertThat(writing.committed()).isEmpty();

    AfterCommit.Forget last = forget();
    writing.then(last);
    assertThat(writing.flush(head(RunPhase.SUCCEEDED))).isEmpty();
    assertThat(writing.committed()).containsExactly(last);
  }

  @Test
  void entriesAreAcknowledgedInTheirOrder() {
    AfterCommit.Forget first = forget();
    AfterCommit.Forget second = forget();
    add();
    writing.then(first);
    writing.flush(null);
    add();
    writing.then(second);
    writing.flush(null);

    assertThat(writing.committed()).containsExactly(first);
    assertThat(writing.committed()).containsExactly(second);
    assertThat(journal.getLast().events()).extracting(EventRow::seq).containsExactly(9);
  }

  @Test
  void nothingIsDoneOfWhatARefusedEntryHeldBack() {
    AfterCommit.Forget told = forget();
    add();
    writing.then(told);
    writing.flush(null);

    writing.refused();

    assertThat(writing.durable()).isTrue();
  }

  @Test
  void nothingIsDoneOfWhatTheJournalDoesNotTake() {
    AfterCommit.Forget told = forget();
    full = new CallFailedException(FailureCode.UNAVAILABLE, "the journal is closed");
    add();
    writing.then(told);

    assertThatThrownBy(() -> writing.flush(null)).isSameAs(full);

    assertThat(writing.durable()).isTrue();
  }

  @Test
  void dropsWhatHasNotBeenHandedOver() {
    AfterCommit.Forget told = forget();
    add();
    writing.then(told);

    writing.drop();

    assertThat(writing.flush(null)).isEmpty();
    assertThat(journal).isEmpty();
  }

  @Test
  void keepsWhatHasHappenedThoughNothingFollowsHere() {
    AfterCommit.Forget told = forget();
    add();
    writing.then(told);

    writing.dropWhatFollows(() -> null);

    assertThat(journal).hasSize(1);
    assertThat(writing.committed()).isEmpty();
  }

  @Test
  void aMessageIsTakenWithWhatCameOfIt() {
    InboxMessage.Taken mark = new InboxMessage.Taken(new UUID(0, 9), null);
    writing.beginMessage();
    add();
    writing.endMessage(mark);

    assertThat(writing.flush(null)).isEmpty();

    assertThat(journal).hasSize(1);
    assertThat(journal.getFirst().events()).hasSize(1);
    assertThat(journal.getFirst().taken()).containsExactly(mark);
  }

  @Test
  void aMessageWithoutEffectIsTakenAllTheSame() {
    AfterCommit.Forget told = forget();
    writing.beginMessage();
    writing.endMessage(new InboxMessage.Taken(new UUID(0, 9), "too late"));
    writing.then(told);

    assertThat(writing.flush(null)).isEmpty();

    assertThat(journal).hasSize(1);
    assertThat(writing.committed()).containsExactly(told);
  }

  @Test
  void nothingIsKeptOfAMessageThatTheProcessFailedIn() {
    add();
    writing.beginMessage();
    add();

    writing.dropWhatFollows(() -> null);

    assertThat(journal.getFirst().events()).extracting(EventRow::seq).containsExactly(8);
    assertThat(journal.getFirst().taken()).isEmpty();
  }

  @Test
  void isFullAfterFiveHundredEvents() {
    for (int i = 0; i < 499; i++) {
      add();
    }
    assertThat(writing.full()).isFalse();

    add();

    assertThat(writing.full()).isTrue();
    writing.flush(null);
    assertThat(writing.full()).isFalse();
  }

  @Test
  void anOutputThatIsTooLargeIsKeptAsAFailure() {
    StepKey step = new StepKey(0, IndexPath.ROOT, 0);
    Json output = Json.of("x".repeat(StepResults.MAX_PAYLOAD + 1));

    RunEvent kept = writing.add(new RunEvent.Completed(step, output), NOW, null, NOW);

    assertThat(kept)
        .isInstanceOfSatisfying(
            RunEvent.Failed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo(FailureCode.TOO_LARGE));
    writing.flush(null);
    assertThat(journal.getFirst().events()).extracting(EventRow::seq).containsExactly(8);
  }

  private void append(JournalEntry entry) {
    if (full != null) {
      throw full;
    }
    journal.add(entry);
  }

  private void add() {
    var _ = writing.add(new RunEvent.CancelRequested("tester"), null, null, NOW);
  }

  private static AfterCommit.Forget forget() {
    return new AfterCommit.Forget(UUID.randomUUID());
  }

  private static RunHead head(RunPhase phase) {
    return new RunHead(
        BIRTH.id(), phase, null, null, 0, NOW, phase.over() ? NOW : null, null, null, null);
  }
}
