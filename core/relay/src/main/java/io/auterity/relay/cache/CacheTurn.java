package io.auterity.relay.cache;

import io.auterity.platform.call.CacheDirectives;
import io.auterity.relay.answer.XmlTurn;
import io.auterity.relay.attempt.CallTimers;
import io.auterity.relay.cache.semantic.Difference;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.StopSignal;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.field.ValueDigest;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteCache;
import io.auterity.spi.DataClass;
import io.auterity.spi.ai.ChatEvent;
import io.auterity.spi.ai.ChatResponse;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call at the cache of its route: what it finds there, and what it leaves. Equal calls at the
 * same time wait for the first one that does not stream, at most for half of the time that they
 * have; when it fails, each goes on by itself, and when it takes too long, one of them goes on and
 * the others wait for that one.
 */
public final class CacheTurn {

  private static final Logger LOG = LoggerFactory.getLogger(CacheTurn.class);

  private static final String CHAT = "ai.chat.create";

  /** How often a call waits for one that takes too long. */
  private static final int MOST_WAITS = 2;

  private final AnswerCache cache;
  private final CallState call;
  private final CacheKey key;
  private final Duration ttl;
  private final @Nullable SimilarTurn similar;
  private final CacheDirectives wish;
  private final Predicate<CachedAnswer> fits;
  private final CacheCounts counts;
  private final long purges;
  private final WholeChat streamed = new WholeChat();
  private @Nullable Record whole;
  private @Nullable String generation;
  private boolean shared;
  private AnswerCache.@Nullable Flight flight;
  private boolean deaf;

  private CacheTurn(
      AnswerCache cache,
      CallState call,
      CacheKey key,
      Duration ttl,
      @Nullable SimilarTurn similar,
      CacheDirectives wish,
      Predicate<CachedAnswer> mayAnswer) {
    this.cache = cache;
    this.call = call;
    this.key = key;
    this.ttl = ttl;
    this.similar = similar;
    this.wish = wish;
    this.counts = cache.counts(key.space());
    this.purges = counts.purges();
    this.fits = answer -> wish.takes(age(answer)) && mayAnswer.test(answer);
  }

  /**
   * The turn of a call.
   *
   * @param config names what answers depend on besides the input
   * @param mayAnswer whether who gave an answer could be asked by this call as well
   * @return null when calls of its sort cannot be compared
   */
  public static @Nullable CacheTurn of(
      AnswerCache cache,
      CallState call,
      Route route,
      RouteCache wanted,
      String config,
      Predicate<CachedAnswer> mayAnswer) {
    Record asked = call.wholeInput();
    String input = ValueDigest.of(asked);
    if (input == null) {
      return null;
    }
    String model = call.facts().model();
    CacheSpace space =
        new CacheSpace(
            call.invocation().scope(),
            wanted.within().holder(call.invocation().principal(), call.terms().owners()),
            operation(call),
            model == null ? "" : model,
            route.id(),
            config);
    SimilarTurn similar =
        space.operation().equals(CHAT) && call.facts().dataClass() != DataClass.SECRET
            ? SimilarTurn.of(cache, space, wanted.similar(), asked)
            : null;
    CacheKey key = new CacheKey(space, input);
    return new CacheTurn(
        cache, call, key, wanted.exact(), similar, call.invocation().cache(), mayAnswer);
  }

  // Streamed or not, a chat is the same.
  private static String operation(CallState call) {
    String id = call.capability().id();
    return id.equals("ai.chat.stream") ? CHAT : id;
  }

  /** The answer to an equal call; null when there is none that may be given. */
  public @Nullable CachedAnswer find(CallTimers timers) {
    if (wish.fresh()) {
      if (keeps()) {
        generation = cache.generation(key, patience());
      }
      return null;
    }
    CachedAnswer found = cache.find(key, fits);
    if (found == null && mayShare()) {
      found = joined(timers);
    }
    if (found == null) {
      found = looked();
    }
    count(found);
    return found;
  }

  // No call waits for hours behind a line that may lie with a vendor.
  private boolean mayShare() {
    return !call.capability().stream() && !wish.unkept() && call.invocation().place() == null;
  }

  private void count(@Nullable CachedAnswer found) {
    if (found == null) {
      counts.miss();
    } else if (shared) {
      counts.hitShared(found);
    } else {
      counts.hit(found, isSimilar());
    }
  }

  // One of those that wait for each other looks further; what it finds is for all that asked the
  // same, and what only means the same is for itself.
  private @Nullable CachedAnswer looked() {
    CachedAnswer equal = fromOthers();
    shared = equal != null;
    CachedAnswer found = equal == null && similar != null ? similar.find(fits) : equal;
    AnswerCache.Flight own = flight;
    if (found != null && own != null) {
      flight = null;
      cache.landed(key, own, equal);
    }
    return found;
  }

  // What another server was answered is this one's from now on, unless it was purged meanwhile.
  private @Nullable CachedAnswer fromOthers() {
    SharedAnswers.Found other = cache.findShared(key, type(), patience());
    generation = other.generation();
    CachedAnswer answer = other.answer();
    if (answer == null) {
      return null;
    }
    cache.keep(key, answer, other.left());
    if (purged()) {
      cache.forget(key.space());
      return null;
    }
    return fits.test(answer) ? answer : null;
  }

  private Type type() {
    return key.space().operation().equals(CHAT) ? ChatResponse.class : call.capability().output();
  }

  private Duration patience() {
    return call.remaining().dividedBy(2);
  }

  // Who gives up first is whom those wait for that give up after it.
  private @Nullable CachedAnswer joined(CallTimers timers) {
    AnswerCache.Flight own = new AnswerCache.Flight();
    AnswerCache.Flight other = cache.joined(key, own);
    for (int waits = 0; other != null && waits < MOST_WAITS && other.enter(); waits++) {
      Waited end = awaited(other, timers);
      if (!end.gaveUp()) {
        CachedAnswer answer = end.answer();
        return answer != null && fits.test(answer) ? answer : null;
      }
      other = cache.next(key, other, own);
    }
    if (other == null) {
      flight = own;
    }
    return null;
  }

  /** How waiting for another call ended. */
  private record Waited(@Nullable CachedAnswer answer, boolean gaveUp) {}

  private Waited awaited(AnswerCache.Flight other, CallTimers timers) {
    CompletableFuture<Waited> end = new CompletableFuture<>();
    var _ = other.end().thenAccept(said -> end.complete(new Waited(said.orElse(null), false)));
    long until = call.now() + call.remaining().toNanos() / 2;
    CallTimers.Timer timer = timers.set(until, () -> end.complete(new Waited(null, true)));
    StopSignal.Listener gone = call.stop().onStop(() -> end.complete(new Waited(null, false)));
    try {
      return end.join();
    } finally {
      timer.cancel();
      gone.leave();
      other.leave();
    }
  }

  private boolean isSimilar() {
    return similar != null && similar.isFound();
  }

  /** In what a question of the same words differs; null when there is none. */
  public @Nullable Difference nearest() {
    return similar == null ? null : similar.nearest();
  }

  /** How old an answer is. */
  public Duration age(CachedAnswer answer) {
    Duration age = Duration.between(answer.made(), cache.time().now());
    return age.isNegative() ? Duration.ZERO : age;
  }

  /** Whether the answer that comes is to be kept. */
  public boolean keeps() {
    return !wish.unkept();
  }

  /** Hears the next event of the answer; no call fails because its answer cannot be kept. */
  public void hear(Record event) {
    if (!deaf) {
      try {
        streamed.take(event);
      } catch (RuntimeException e) {
        deaf = true;
        notKept(e);
      }
    }
  }

  private void notKept(RuntimeException why) {
    LOG.warn("The answer of call {} cannot be kept", call.invocation().id(), why);
  }

  /** Hears the one answer of a call that is no stream. */
  public void hearWhole(Record answer) {
    whole = answer;
  }

  /** Keeps the answer of a call that is over, if it was a whole and good one. */
  public void end() {
    CachedAnswer answer = null;
    try {
      answer = keeps() && !deaf && !purged() && call.failure() == null ? answer() : null;
      if (answer != null) {
        cache.keep(key, answer, ttl);
        if (similar != null) {
          similar.keep(answer);
        }
      }
      if (answer != null && purged()) {
        answer = null;
        cache.forget(key.space());
      }
      if (answer != null) {
        cache.share(key, answer, ttl, generation);
      }
    } catch (RuntimeException e) {
      notKept(e);
    } finally {
      AnswerCache.Flight own = flight;
      if (own != null) {
        cache.landed(key, own, answer);
      }
    }
  }

  // A caller who purges wants no answer that was asked for before.
  private boolean purged() {
    return counts.purges() != purges;
  }

  private @Nullable CachedAnswer answer() {
    Record value = call.capability().stream() ? streamed.answer() : whole;
    String offer = call.offer();
    XmlTurn xml = call.xml();
    boolean good =
        value instanceof ChatResponse chat
            ? WholeChat.isComplete(chat) && (xml == null || xml.fits(chat))
            : value != null && !call.capability().stream() && ValueDigest.of(value) != null;
    if (value == null || offer == null || !good || !call.resumed().isEmpty()) {
      return null;
    }
    for (Decision.Tried tried : call.attempts()) {
      if (tried.failure() == null && tried.offer().equals(offer)) {
        return new CachedAnswer(
            value,
            offer,
            tried.marks(),
            call.lost(),
            tried.cost(),
            call.bill().used().currency(),
            call.invocation().id(),
            cache.time().now());
      }
    }
    return null;
  }

  /** What a decision holds of an answer that was found. */
  public CacheHit told(CachedAnswer found) {
    return new CacheHit(
        found.decision(),
        isSimilar(),
        similar == null ? null : similar.similarity(),
        age(found).toMillis(),
        found.cost(),
        found.currency(),
        found.marks());
  }

  /** An answer that was found as events of a stream. */
  public static List<ChatEvent> events(CachedAnswer found) {
    return WholeChat.events((ChatResponse) Objects.requireNonNull(found.value()));
  }
}
