package io.auterity.workflow.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.workflow.decider.EngineCommand;
import io.auterity.workflow.decider.PreparedStep;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.RunState;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.InboxMessage;
import io.auterity.workflow.journal.SampleBirth;
import io.auterity.workflow.journal.StoredJson;
import io.auterity.workflow.step.Compiled;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Runs that are driven by hand; their host keeps in memory what it is told. */
class RunDriverTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final UUID DECISION = new UUID(0, 9);

  private static final class Host implements RunHost {
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Instant> began = new ArrayList<>();
    private final List<AfterCommit> actions = new ArrayList<>();
    private final List<InboxMessage> signals = new ArrayList<>();
    private final List<InboxMessage.Taken> taken = new ArrayList<>();
    private final List<Duration> deadlines = new ArrayList<>();
    private final List<Instant> kept = new ArrayList<>();
    private Instant time = NOW;
    private Duration tick = Duration.ZERO;
    private boolean open = true;
    private boolean away;
    private int later;

    @Override
    public Instant now() {
      time = time.plus(tick);
      return time;
    }

    @Override
    public RunEvent keep(
        RunEvent event, @Nullable Instant since, @Nullable UUID decision, Instant now) {
      events.add(event);
      kept.add(now);
      if (since != null) {
        began.add(since);
      }
      return event;
    }

    @Override
    public void moved(@Nullable RunEvent event, Instant now) {}

    @Override
    public void beginMessage() {}

    @Override
    public void endMessage(InboxMessage.Taken mark) {
      taken.add(mark);
    }

    @Override
    public void then(AfterCommit action) {
      actions.add(action);
    }

    @Override
    public void started(StepKey step, Instant now) {}

    @Override
    public void carriedOut() {}

    @Override
    public boolean open() {
      return open;
    }

    @Override
    public RepetitionFacts facts(PreparedStep.Dispatch call) {
      return facts(call.step());
    }

    @Override
    public RepetitionFacts facts(StepKey step) {
      return new RepetitionFacts(new CallIdempotency.At("one"), true);
    }

    @Override
    public void deadlineIn(Duration left) {
      deadlines.add(left);
    }

    @Override
    public List<InboxMessage> signals(String name, int most) {
      if (away) {
        throw new CallFailedException(FailureCode.UNAVAILABLE, "the database is away");
      }
      return signals.stream().filter(one -> name.equals(one.name())).limit(most).toList();
    }

    @Override
    public void signalsLater(CallFailedException why) {
      later++;
    }

    private List<AfterCommit.Dial> dials() {
      return actions.stream()
          .filter(AfterCommit.Dial.class::isInstance)
          .map(AfterCommit.Dial.class::cast)
          .toList();
    }

    private boolean finished() {
      return actions.stream()
          .anyMatch(
              action ->
                  action instanceof AfterCommit.Obey(EngineCommand command)
                      && command instanceof EngineCommand.Finish);
    }
  }

  private final Host host = new Host();

  private RunDriver driver(String yaml) {
    Workflow workflow = Compiled.workflow(yaml);
    return new RunDriver(SampleBirth.at(NOW), new RunState(workflow, Map.of()), NOW, null, host);
  }

  private static InboxMessage message(InboxMessage.Kind kind, @Nullable String name) {
    return new InboxMessage(UUID.randomUUID(), kind, name, StoredJson.of(Json.of("said")), "ann");
  }

  private static Instant at(int seconds) {
    return NOW.plusSeconds(seconds);
  }

  private void goOnAt(int seconds) {
    host.time = at(seconds);
  }

  @Test
  void aCallIsNotedThenMadeAndEndsTheRun() {
    RunDriver driver = driver("steps: [{id: a, call: text.pii.mask, with: {text: x}}]");
    goOnAt(1);
    driver.begin();

    AfterCommit.Dial dial = host.dials().getFirst();
    assertThat(dial.only()).isEqualTo("one");
    assertThat(host.events).containsExactly(new RunEvent.Dispatched(dial.call().step(), "one"));

    goOnAt(3);
    driver.ended(dial.call().step(), new CallResult.Succeeded(DECISION, Json.of("y")), 0.5);

    assertThat(host.events)
        .last()
        .isEqualTo(new RunEvent.Completed(dial.call().step(), Json.of("y")));
    assertThat(host.began).as("since the step began").containsOnly(at(1));
    assertThat(host.finished()).isTrue();
  }

  @Test
  void aLostCallBesideAFailureIsAbandonedAndItsDoubtIsKept() {
    RunDriver driver =
        driver(
            """
            steps:
              - {id: bad, call: text.pii.mask, with: {text: x}}
              - {id: write, call: tracker.issue.create, with: {project: p, title: t}, after: []}
            """);
    goOnAt(1);
    driver.begin();
    StepKey bad = host.dials().getFirst().call().step();
    StepKey write = host.dials().getLast().call().step();
    Failure failure = Failure.of(FailureCode.INVALID, "bad");
    driver.ended(bad, new CallResult.Failed(DECISION, failure), 0.5);

    driver.lost(write);

    assertThat(host.events)
        .last(InstanceOfAssertFactories.type(RunEvent.Abandoned.class))
        .satisfies(
            abandoned -> {
              assertThat(abandoned.step()).isEqualTo(write);
              assertThat(Objects.requireNonNull(abandoned.doubt()).applied())
                  .isEqualTo(Applied.UNKNOWN);
            });
    assertThat(host.finished()).isTrue();
  }

  @Test
  void stepsOfOneTurnHaveTimesOfTheirOwn() {
    host.tick = Duration.ofMillis(1);

    driver("steps: [{id: a, transform: 1}, {id: b, transform: 2}, {id: c, transform: 3}]").begin();

    assertThat(host.kept).hasSize(3).isSorted().doesNotHaveDuplicates();
    assertThat(host.began).hasSize(3).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whatIsOnlyLeftToTheNextIsNotBegun() {
    host.open = false;

    goOnAt(1);
    driver("steps: [{id: a, call: text.pii.mask, with: {text: x}}]").begin();

    assertThat(host.events).isEmpty();
    assertThat(host.actions).isEmpty();
  }

  @Test
  void aSignalThatCameBeforeItsStepWaitedIsTakenThenAndOnce() {
    RunDriver driver = driver("steps: [{id: p, wait: 2s}, {id: a, await: {signal: go}}]");
    InboxMessage early = message(InboxMessage.Kind.SIGNAL, "go");
    host.signals.add(early);
    goOnAt(1);
    driver.begin();
    driver.deliver(List.of(early));
    assertThat(host.actions).contains(new AfterCommit.Keep(List.of(early.id())));

    RunEvent.TimerSet timer = (RunEvent.TimerSet) host.events.getFirst();
    assertThat(timer.due()).isEqualTo(at(3));
    goOnAt(3);
    driver.due(timer.step(), timer.due());
    driver.deliverEarly();
    goOnAt(4);
    driver.deliver(List.of(early));

    assertThat(host.taken).containsExactly(new InboxMessage.Taken(early.id(), null));
    assertThat(host.finished()).isTrue();
  }

  @Test
  void signalsThatCannotBeReadAreReadLater() {
    RunDriver driver = driver("steps: [{id: a, await: {signal: go}}]");
    host.away = true;
    goOnAt(1);
    driver.begin();
    driver.deliver(List.of(message(InboxMessage.Kind.SIGNAL, "other")));

    assertThat(host.later).isPositive();
    assertThat(driver.looksForSignals()).isTrue();

    host.away = false;
    host.signals.add(message(InboxMessage.Kind.SIGNAL, "go"));
    goOnAt(2);
    driver.deliverEarly();

    assertThat(driver.looksForSignals()).isFalse();
    assertThat(host.finished()).isTrue();
  }

  @Test
  void aMessageThatIsTakenIsNotTakenAgainUntilItIsForgotten() {
    RunDriver driver = driver("steps: [{id: p, wait: 2s}]");
    InboxMessage pause = message(InboxMessage.Kind.PAUSE, null);
    goOnAt(1);
    driver.begin();
    driver.deliver(List.of(pause));
    driver.deliver(List.of(pause));
    assertThat(host.taken).hasSize(1);

    driver.forget(pause.id());
    goOnAt(2);
    driver.deliver(List.of(message(InboxMessage.Kind.RESUME, null)));

    assertThat(host.events).hasAtLeastOneElementOfType(RunEvent.Resumed.class);
  }

  @Test
  void aRunThatTakesTooLongEnds() {
    RunDriver driver = driver("timeout: 10s\nsteps: [{id: p, wait: 9s}]");
    goOnAt(1);
    driver.begin();
    assertThat(host.deadlines).containsExactly(Duration.ofSeconds(9));

    goOnAt(10);
    driver.deadline();

    assertThat(host.events).hasAtLeastOneElementOfType(RunEvent.TimedOut.class);
    assertThat(host.finished()).isTrue();
  }
}
