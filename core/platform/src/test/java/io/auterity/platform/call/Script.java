package io.auterity.platform.call;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A road whose every answer is written down beforehand. */
public final class Script implements Invoker {

  /** What stands for the end of the events. */
  private record End() {}

  private final List<Invocation> invocations = new CopyOnWriteArrayList<>();
  private final List<Play> plays = new CopyOnWriteArrayList<>();
  private volatile Function<Invocation, Play> next = Play::hanging;

  /** Every call that came, in order. */
  public List<Invocation> invocations() {
    return invocations;
  }

  /** Each call from now on plays this. */
  public void answer(Function<Invocation, Play> play) {
    next = play;
  }

  /** Each call from now on succeeds with this. */
  public void succeed(Record value) {
    answer(invocation -> new Play(invocation.id()).succeed(value));
  }

  /** Each call from now on is refused. */
  public void refuse(Failure failure) {
    answer(
        invocation -> new Play(invocation.id()).end(new Outcome.Refused(invocation.id(), failure)));
  }

  /** Each call from now on fails. */
  public void fail(Failure failure) {
    answer(
        invocation -> new Play(invocation.id()).end(new Outcome.Failed(invocation.id(), failure)));
  }

  @Override
  public Exchange open(Invocation invocation) {
    invocations.add(invocation);
    Play play = next.apply(invocation);
    plays.add(play);
    return play;
  }

  /**
   * Ends the calls that hang, as if their callers had gone: a server that closes waits for them.
   */
  public void letGo() {
    plays.forEach(Play::close);
  }

  /** One call, played from outside. */
  public static final class Play implements Exchange {

    private final UUID decision;
    private volatile List<String> lost = List.of();
    private volatile List<String> resumed = List.of();
    private volatile @Nullable RateStanding rates;
    private volatile @Nullable CacheStatus cached;
    private volatile @Nullable Integer outputLimit;
    private final BlockingQueue<Record> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Void> cancelled = new CompletableFuture<>();

    public Play(UUID decision) {
      this.decision = decision;
    }

    /** A call that has no answer yet. */
    public static Play hanging(Invocation invocation) {
      return new Play(invocation.id());
    }

    /** Adds an event. */
    public Play say(Record event) {
      events.add(event);
      return this;
    }

    /** Does not tell its provider all. */
    public Play lose(String... fields) {
      lost = List.of(fields);
      return this;
    }

    /** It was cut, and this offer went on. */
    public Play resume(String offer) {
      resumed = List.of(offer);
      return this;
    }

    /** Its rates stand so. */
    public Play paced(RateStanding standing) {
      rates = standing;
      return this;
    }

    /** Its cache did that for it. */
    public Play cached(CacheStatus told) {
      cached = told;
      return this;
    }

    /** A budget alone limits its answer. */
    public Play limited(int tokens) {
      outputLimit = tokens;
      return this;
    }

    /** Ends with success. */
    public Play succeed(@Nullable Record value) {
      return end(
          new Outcome.Succeeded(decision, value, new Usage(Map.of(), 0, "USD"), "local-bge"));
    }

    /** Ends. */
    public Play end(Outcome how) {
      outcome.complete(how);
      events.add(new End());
      return this;
    }

    /** Done once the caller has gone. */
    public CompletableFuture<Void> cancelled() {
      return cancelled;
    }

    @Override
    public List<String> lost() {
      return lost;
    }

    @Override
    public List<String> resumed() {
      return resumed;
    }

    @Override
    public @Nullable CacheStatus cached() {
      return cached;
    }

    @Override
    public @Nullable Integer outputLimit() {
      return outputLimit;
    }

    @Override
    public @Nullable RateStanding rates() {
      return rates;
    }

    @Override
    public UUID decision() {
      return decision;
    }

    @Override
    public @Nullable Record next() {
      try {
        Record event = events.take();
        return event instanceof End ? null : event;
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void cancel() {
      cancelled.complete(null);
      end(new Outcome.Failed(decision, Failure.of(FailureCode.CANCELLED, "the caller has gone")));
    }

    @Override
    public Outcome outcome() {
      return outcome.join();
    }

    @Override
    public void close() {
      if (!outcome.isDone()) {
        cancel();
      }
    }
  }
}
