package io.auterity.workflow.live;

import io.auterity.platform.time.Micros;
import io.auterity.spi.Failure;
import io.auterity.workflow.decider.ItemCount;
import io.auterity.workflow.decider.RunEvent;
import io.auterity.workflow.decider.StepKey;
import io.auterity.workflow.decider.UntoldEnd;
import io.auterity.workflow.definition.StepType;
import io.auterity.workflow.graph.Beginning;
import io.auterity.workflow.graph.Node;
import io.auterity.workflow.graph.Workflow;
import io.auterity.workflow.journal.PauseRecord;
import io.auterity.workflow.journal.RunPhase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The live progress of a run that is in memory. Its owner tells; any number of others read and
 * watch. Volatile: after a restart it is built again from the journal.
 */
public final class RunProgress {

  private static final int KEPT = 4_096;

  private final Workflow workflow;
  private final NodeCounter[] counters;
  private final Map<Integer, ItemCount> items = new HashMap<>();
  private final Map<StepKey, StepUnderWay> underWay = new LinkedHashMap<>();
  private final ChangeRing ring;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private RunPhase phase;
  private @Nullable PauseRecord paused;

  /**
   * Progress of a run that has not begun.
   *
   * @param now also where the numbers of changes start, so that they grow over a restart
   */
  public RunProgress(Workflow workflow, RunPhase phase, Instant now) {
    this.workflow = workflow;
    this.phase = phase;
    this.counters = new NodeCounter[workflow.nodes().size()];
    for (Node node : workflow.nodes()) {
      counters[node.index()] = new NodeCounter(node.index(), node.type() == StepType.LOOP);
    }
    this.ring = new ChangeRing(KEPT, Micros.of(now));
  }

  /** A step has begun. One that is tried again is under way already. */
  public void started(StepKey step, Instant at) {
    lock.lock();
    try {
      if (underWay.putIfAbsent(step, StepUnderWay.begun(at)) == null) {
        counters[step.node()].start(step.round(), at);
      }
      if (workflow.node(step.node()) instanceof Node.Call) {
        change(step, "started", at, false);
      }
    } finally {
      lock.unlock();
    }
  }

  /** When a step began; null when it is not under way. */
  public @Nullable Instant began(StepKey step) {
    lock.lock();
    try {
      StepUnderWay known = underWay.get(step);
      return known == null ? null : known.began();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Something has happened that the journal keeps.
   *
   * @param began when the step began that this ends
   */
  public void happened(RunEvent event, @Nullable Instant began, Instant at) {
    lock.lock();
    try {
      switch (event) {
        case RunEvent.OfStep ofStep -> happened(ofStep, began, at);
        case RunEvent.Paused(String by, var u) ->
            pause(new PauseRecord(by, at.truncatedTo(ChronoUnit.MICROS)), at);
        case RunEvent.Resumed r -> pause(null, at);
        case RunEvent.Reopened r -> {
          if (r.over()) {
            pause(null, at);
          }
        }
        case RunEvent.CancelRequested c -> pause(null, at);
        case RunEvent.TimedOut t -> pause(null, at);
        case RunEvent.Repaired r -> {}
        case RunEvent.Delivered d -> {}
      }
    } finally {
      lock.unlock();
    }
  }

  private void pause(@Nullable PauseRecord next, Instant at) {
    if (!Objects.equals(paused, next)) {
      paused = next;
      append(new StepChange(ring.next(), at, -1, "", next == null ? "resumed" : "paused", true));
    }
  }

  /** Who has paused the run, and when; null when it is not paused. */
  public @Nullable PauseRecord paused() {
    lock.lock();
    try {
      return paused;
    } finally {
      lock.unlock();
    }
  }

  /** A step has ended with others: the journal does not say so of itself. */
  public void ended(UntoldEnd end, Instant at) {
    lock.lock();
    try {
      StepUnderWay known = underWay.get(end.step());
      if (known != null) {
        switch (end.how()) {
          case DONE -> succeeded(end.step(), known.began(), at);
          case FAILED -> failed(end.step(), known.began(), at);
          case GIVEN_UP -> given(end.step(), "abandoned", NodeCounter::abandon, at);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void happened(RunEvent.OfStep event, @Nullable Instant began, Instant at) {
    StepKey step = event.step();
    switch (event) {
      case RunEvent.Completed c -> succeeded(step, began, at);
      case RunEvent.Failed f -> failed(step, began, at);
      case RunEvent.Chosen(var s, int arm) -> {
        counters[step.node()].choose(arm);
        counters[step.node()].succeed(began, at);
        underWay.remove(step);
        change(step, "chosen", at, true);
      }
      case RunEvent.Expanded e -> change(step, "expanded", at, true);
      case RunEvent.ChildBegun c -> hold(step, WaitingFor.RUN, null, at);
      case RunEvent.Rounded r -> {
        counters[step.node()].goRound();
        change(step, "rounded", at, true);
      }
      case RunEvent.Handled h -> change(step, "handled", at, true);
      case RunEvent.Retrying r -> held(step, WaitingFor.RETRY, known -> known.retrying(r), at);
      case RunEvent.TimerSet t -> hold(step, WaitingFor.TIME, null, at);
      case RunEvent.Asked a -> hold(step, WaitingFor.MESSAGE, null, at);
      case RunEvent.InDoubt d -> hold(step, WaitingFor.ANSWER, d.failure(), at);
      case RunEvent.TimerFired t -> {
        if (workflow.node(step.node()).begins() == Beginning.Timer.class) {
          succeeded(step, began, at);
        } else {
          again(step);
        }
      }
      case RunEvent.Repeated r -> again(step);
      case RunEvent.Abandoned a -> given(step, "abandoned", NodeCounter::abandon, at);
      case RunEvent.Skipped(var s, var doubt) ->
          given(step, "skipped", doubt == null ? NodeCounter::skip : NodeCounter::abandon, at);
      case RunEvent.Dispatched d -> {}
      case RunEvent.Unsent u -> {}
      case RunEvent.ItemDue d -> {}
    }
  }

  private void succeeded(StepKey step, @Nullable Instant began, Instant at) {
    move(step);
    counters[step.node()].succeed(began, at);
    underWay.remove(step);
    change(step, "succeeded", at, true);
  }

  private void failed(StepKey step, @Nullable Instant began, Instant at) {
    move(step);
    counters[step.node()].fail(began, at);
    underWay.remove(step);
    change(step, "failed", at, true);
  }

  private void given(StepKey step, String what, Consumer<NodeCounter> count, Instant at) {
    move(step);
    count.accept(counters[step.node()]);
    underWay.remove(step);
    change(step, what, at, true);
  }

  private void again(StepKey step) {
    move(step);
    underWay.computeIfPresent(step, (key, known) -> known.again());
  }

  private void move(StepKey step) {
    StepUnderWay known = underWay.get(step);
    if (known != null && known.waitingFor() != null) {
      counters[step.node()].wait(-1);
    }
  }

  private void hold(StepKey step, WaitingFor what, @Nullable Failure failure, Instant at) {
    held(step, what, known -> known.waiting(what, failure), at);
  }

  private void held(StepKey step, WaitingFor what, UnaryOperator<StepUnderWay> wait, Instant at) {
    StepUnderWay known = underWay.get(step);
    if (known != null && known.waitingFor() == null) {
      counters[step.node()].wait(1);
      underWay.put(step, wait.apply(known));
    }
    change(step, what.change(), at, true);
  }

  /** How far a step over lists has come. */
  public void counted(int each, ItemCount count) {
    lock.lock();
    try {
      if (!count.equals(items.put(each, count))) {
        counters[each].seq = ring.next();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The run has come to another phase. */
  public void phase(RunPhase next, Instant at) {
    lock.lock();
    try {
      if (phase != next) {
        phase = next;
        append(new StepChange(ring.next(), at, -1, "", next.wire(), true));
      }
    } finally {
      lock.unlock();
    }
  }

  public RunPhase phase() {
    lock.lock();
    try {
      return phase;
    } finally {
      lock.unlock();
    }
  }

  private void change(StepKey step, String what, Instant at, boolean durable) {
    counters[step.node()].seq = ring.next();
    append(new StepChange(ring.next(), at, step.node(), step.text(workflow), what, durable));
  }

  private void append(StepChange change) {
    ring.add(change);
    changed.signalAll();
  }

  /** What all nodes have come to. */
  public Tallies tallies() {
    return tallies(null);
  }

  /** What all nodes will have come to when the run is over in that phase. */
  public Tallies tallies(@Nullable RunPhase over) {
    lock.lock();
    try {
      RunPhase at = over == null ? phase : over;
      List<NodeTally> all = new ArrayList<>();
      for (Node node : workflow.nodes()) {
        all.add(tally(node, at));
      }
      return new Tallies(ring.next() - 1, at, all);
    } finally {
      lock.unlock();
    }
  }

  /** The executions of steps that have begun and not ended. */
  public Map<StepKey, StepUnderWay> underWay() {
    lock.lock();
    try {
      return new LinkedHashMap<>(underWay);
    } finally {
      lock.unlock();
    }
  }

  private NodeTally tally(Node node, RunPhase run) {
    NodeCounter counter = counters[node.index()];
    ItemCount count = items.get(node.index());
    StepPhase at = new NodePhases(workflow, counters, items, run).of(node);
    return node.many() && count != null ? counter.tally(at, count) : counter.tally(at);
  }

  /**
   * Waits for changes after {@code since}.
   *
   * @return what has changed; null when nothing has until the time is up
   */
  @Nullable RunUpdate await(long since, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long nanos = atMost.toNanos();
      while (ring.next() - 1 <= since && !phase.over() && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      return ring.next() - 1 <= since && !phase.over() ? null : frame(since);
    } finally {
      lock.unlock();
    }
  }

  private RunUpdate frame(long since) {
    List<StepChange> changes = ring.since(since).orElse(null);
    if (changes == null) {
      return new RunUpdate.Full(ring.next() - 1);
    }
    List<NodeTally> moved = new ArrayList<>();
    for (Node node : workflow.nodes()) {
      if (counters[node.index()].seq > since) {
        moved.add(tally(node, phase));
      }
    }
    DoneOfTotal count = DoneOfTotal.of(workflow, tallies());
    return new RunUpdate.Progress(ring.next() - 1, phase, paused, changes, moved, count);
  }
}
