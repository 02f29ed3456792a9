package io.auterity.platform.rate;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.rate.RequestPace.Next;
import io.auterity.platform.time.Time;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.PluginManifest.RateLimit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps requests within what vendors allow: one pace for each credential and host, shared by all
 * callers and, through {@link RateGrants}, by all servers. Those longest unused are forgotten
 * first; what they were granted counts on.
 */
public final class RateLimits {

  private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);
  private static final int REMEMBERED = 10_000;
  private static final Duration ASKING = Duration.ofSeconds(1);

  /**
   * What is granted has to be sent soon; a database that tells it later each time is overloaded.
   */
  private static final int MOST_ASKED = 3;

  private final Time time;
  private final RateGrants grants;
  private final Executor background;
  private final Map<RateOwner, Paced> paces =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RateOwner, Paced> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * A pace, the requests that wait for it under each limit, and whether vendors may have asked
   * other servers for backoff.
   */
  private static final class Paced {
    private final RequestPace pace = new RequestPace();
    private final Map<Optional<RateLimit>, WaitingLine> lines = new ConcurrentHashMap<>();
    private volatile boolean outdated = true;

    // A request that waits under one limit keeps none waiting that has another.
    private WaitingLine line(@Nullable RateLimit limit) {
      return lines.computeIfAbsent(Optional.ofNullable(limit), key -> new WaitingLine());
    }
  }

  /**
   * @param background where other servers are told and heard, for whom no request waits
   */
  public RateLimits(Time time, RateGrants grants, Executor background) {
    this.time = time;
    this.grants = grants;
    this.background = background;
  }

  /**
   * Waits for its turn, as its provider's pacing says.
   *
   * @throws CallFailedException {@code rate_limited} when the wait would be too long; {@code
   *     saturated} when too many wait already; {@code cancelled}; {@code unavailable} when other
   *     servers' share of a limit is not known
   */
  public void take(RateOwner owner, String provider, Pacing pacing, Call call) {
    Paced paced = paced(owner);
    hear(owner, paced);
    WaitingLine line = paced.line(pacing.limit());
    if (line.isEmpty() && paced.pace.next(time.nanos(), pacing.limit()) instanceof Next.Go) {
      return;
    }
    Refusal refusal = new Refusal(owner, provider, pacing.limit());
    long until = time.nanos() + pacing.longest(call.remaining()).toNanos();
    if (!line.enter(inLine(pacing, call.remaining()), call)) {
      throw refusal.inLine(line.full());
    }
    try {
      turn(paced, new Turn(owner, pacing.limit(), until, call, refusal));
    } finally {
      line.leave();
    }
  }

  // Also a request that would not wait for room waits for those before it that ask whether there is
  // any.
  private static Duration inLine(Pacing pacing, Duration remaining) {
    Duration longest = pacing.longest(remaining);
    Duration least = remaining.compareTo(ASKING) < 0 ? remaining : ASKING;
    return longest.compareTo(least) < 0 ? least : longest;
  }

  /** One that is first in its line. */
  private record Turn(
      RateOwner owner, @Nullable RateLimit limit, long until, Call call, Refusal refusal) {}

  private void turn(Paced paced, Turn turn) {
    int asked = 0;
    while (true) {
      switch (paced.pace.next(time.nanos(), turn.limit())) {
        case Next.Go() -> {
          return;
        }
        case Next.Wait(Duration wait) -> {
          if (time.nanos() + wait.toNanos() - turn.until() > 0) {
            throw turn.refusal().after(wait);
          }
          turn.call().pause(wait);
          asked = 0;
          hear(turn.owner(), paced);
        }
        case Next.Ask ask -> {
          if (++asked > MOST_ASKED || turn.call().cancelled()) {
            throw turn.refusal().late(turn.call().cancelled());
          }
          ask(paced.pace, turn.owner(), turn.limit(), ask);
        }
      }
    }
  }

  private void ask(RequestPace pace, RateOwner owner, @Nullable RateLimit limit, Next.Ask ask) {
    if (limit == null) {
      throw new IllegalStateException("nothing is asked for where there is no limit");
    }
    long asked = time.nanos();
    pace.granted(
        asked,
        limit,
        ask,
        grants.ask(owner, limit, ask.wanted(), RequestPace.valid(limit), ask.unused()));
  }

  // What is not known yet holds no request back: the vendor says it again.
  private void hear(RateOwner owner, Paced paced) {
    if (paced.outdated) {
      paced.outdated = false;
      background.execute(() -> hearNow(owner, paced));
    }
  }

  private void hearNow(RateOwner owner, Paced paced) {
    quietly(
        "what %s told other servers".formatted(owner.host()),
        () -> {
          long now = time.nanos();
          Duration resting = grants.resting(owner);
          if (resting.isPositive()) {
            paced.pace.shut(now, resting, now);
          }
        });
  }

  /**
   * Lets no request through for as long, on any server.
   *
   * @param begun when the request was whose reply says so, in nanoseconds
   */
  public void rest(RateOwner owner, Duration wait, long begun) {
    if (paced(owner).pace.shut(time.nanos(), wait, begun)) {
      background.execute(
          () ->
              quietly(
                  "that %s wants to be left alone".formatted(owner.host()),
                  () -> grants.rest(owner, wait)));
    }
  }

  /** Forgets what vendors asked of a credential until now. */
  public void reopen(TenantScope scope, String credential) {
    owned(scope.tenant()).stream()
        .filter(entry -> entry.getKey().credential().equals(credential))
        .forEach(entry -> entry.getValue().pace.reopen(time.nanos()));
    background.execute(
        () -> quietly("that a credential is another one", () -> grants.reopen(scope, credential)));
  }

  // Without the database each server hears what vendors say to itself.
  private static void quietly(String what, Runnable exchange) {
    try {
      exchange.run();
    } catch (CallFailedException e) {
      LOG.debug("Servers do not tell one another {}: {}", what, e.getMessage());
    }
  }

  /** Hears that vendors asked another server for backoff, on behalf of that tenant. */
  public void restsChanged(UUID tenant) {
    owned(tenant).forEach(entry -> entry.getValue().outdated = true);
  }

  /** Hears that vendors may have. */
  public void restsMissed() {
    synchronized (paces) {
      paces.values().forEach(paced -> paced.outdated = true);
    }
  }

  private List<Map.Entry<RateOwner, Paced>> owned(UUID tenant) {
    synchronized (paces) {
      return paces.entrySet().stream()
          .filter(entry -> entry.getKey().tenant().equals(tenant))
          .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
          .toList();
    }
  }

  private Paced paced(RateOwner owner) {
    synchronized (paces) {
      return paces.computeIfAbsent(owner, key -> new Paced());
    }
  }

  /** Why a request is not sent. */
  private record Refusal(RateOwner owner, String provider, @Nullable RateLimit limit) {

    CallFailedException after(Duration wait) {
      return new CallFailedException(
          Failure.of(FailureCode.RATE_LIMITED, "%s: try again after that".formatted(reached()))
              .withRetryAfter(wait));
    }

    CallFailedException inLine(boolean full) {
      Failure failure =
          full
              ? Failure.of(
                  FailureCode.SATURATED,
                  "%s, and %d requests wait for their turn already: send fewer at one time"
                      .formatted(reached(), WaitingLine.LONGEST))
              : Failure.of(
                  FailureCode.RATE_LIMITED,
                  "%s, and others wait for their turn before this request: try again later"
                      .formatted(reached()));
      return new CallFailedException(failure.withRetryAfter(ASKING));
    }

    CallFailedException late(boolean cancelled) {
      return cancelled
          ? new CallFailedException(FailureCode.CANCELLED, "the caller has gone")
          : new CallFailedException(
              FailureCode.UNAVAILABLE,
              ("the database tells too late what provider '%s' may send to %s: it is overloaded,"
                      + " try again later")
                  .formatted(provider, owner.host()));
    }

    private String reached() {
      String allowed =
          limit == null
              ? ""
              : " of %d requests in any %d s".formatted(limit.requests(), limit.seconds());
      return "the rate limit of provider '%s' at %s%s is used up"
          .formatted(provider, owner.host(), allowed);
    }
  }
}
