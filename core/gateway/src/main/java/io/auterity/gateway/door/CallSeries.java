package io.auterity.gateway.door;

import io.auterity.platform.call.CacheStatus;
import io.auterity.platform.call.Exchange;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Invoker;
import io.auterity.platform.call.Outcome;
import io.auterity.platform.call.RateStanding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Several streams as one: the events of one call follow those of the call before. It ends with the
 * first that fails; those behind it are not made.
 */
final class CallSeries implements Exchange {

  private final Invoker invoker;
  private final UUID decision;
  private final Deque<Invocation> left;
  private final boolean alone;
  private final Set<String> lost = new LinkedHashSet<>();
  private volatile Exchange current;
  private volatile boolean cancelled;

  /**
   * @param calls at least one; the first gives it its id
   */
  CallSeries(Invoker invoker, List<Invocation> calls) {
    this.invoker = invoker;
    this.left = new ArrayDeque<>(calls);
    Invocation first = left.removeFirst();
    this.decision = first.id();
    this.alone = left.isEmpty();
    this.current = invoker.open(first);
  }

  @Override
  public UUID decision() {
    return decision;
  }

  @Override
  public @Nullable Record next() {
    Record event = current.next();
    while (event == null && goesOn()) {
      event = current.next();
    }
    return event;
  }

  private boolean goesOn() {
    boolean well = current.outcome() instanceof Outcome.Succeeded;
    if (!well || left.isEmpty()) {
      return false;
    }
    lost.addAll(current.lost());
    current.close();
    current = invoker.open(left.removeFirst());
    if (cancelled) {
      current.cancel();
    }
    return true;
  }

  @Override
  public List<String> lost() {
    Set<String> all = new LinkedHashSet<>(lost);
    all.addAll(current.lost());
    return List.copyOf(all);
  }

  @Override
  public List<String> resumed() {
    return current.resumed();
  }

  @Override
  public @Nullable RateStanding rates() {
    return current.rates();
  }

  @Override
  public @Nullable Integer outputLimit() {
    return current.outputLimit();
  }

  // Of several it is unknown, when the first begins to answer, what is done for the others.
  @Override
  public @Nullable CacheStatus cached() {
    return alone ? current.cached() : null;
  }

  @Override
  public void cancel() {
    cancelled = true;
    current.cancel();
  }

  @Override
  public Outcome outcome() {
    Outcome outcome = current.outcome();
    while (goesOn()) {
      outcome = current.outcome();
    }
    return outcome;
  }

  @Override
  public void close() {
    current.close();
  }
}
