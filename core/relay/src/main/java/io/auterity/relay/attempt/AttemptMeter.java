package io.auterity.relay.attempt;

import io.auterity.platform.call.BatchPlace;
import io.auterity.platform.transport.SentRequests;
import io.auterity.provider.Attempt;
import io.auterity.provider.Offer;
import io.auterity.relay.call.AttemptUsage;
import io.auterity.relay.call.Bill;
import io.auterity.relay.call.CallState;
import io.auterity.relay.call.Demands;
import io.auterity.relay.call.InputSize;
import io.auterity.spi.Applied;
import io.auterity.spi.Failure;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Surcharge;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Meters the usage of one attempt: what its vendor tells, and what is missing in that counted from
 * what was seen. It is billed once. Quantities may be told from any thread, the rest is asked by
 * one.
 */
final class AttemptMeter {

  private static final long NANOS_PER_MILLISECOND = 1_000_000;
  private static final String BATCH = Surcharge.tier("batch").orElseThrow();

  private final CallState call;
  private final Record input;
  private final InputSize size;
  private final FirstEventBuffer stage;
  private final SentRequests sent;
  private final Map<String, Long> meter = new HashMap<>();
  private final long began;
  private @Nullable Billed billed;
  private boolean batched;
  private boolean served;
  private boolean tellsAll;

  /** What it used, and what that costs. */
  record Billed(AttemptUsage usage, Bill.Line line) {}

  /**
   * @param size of the input, and of what was said before it
   * @param stage the result of its stream
   */
  AttemptMeter(
      CallState call, Record input, InputSize size, FirstEventBuffer stage, SentRequests sent) {
    this.call = call;
    this.input = input;
    this.size = size;
    this.stage = stage;
    this.sent = sent;
    this.began = call.now();
  }

  /** Counts what the connector tells. */
  synchronized void meter(String unit, long quantity) {
    meter.merge(unit, quantity, Long::sum);
  }

  /** It is answered from a batch of its vendor, and costs as one. */
  void asBatch() {
    batched = true;
  }

  /** It asked for nothing that its vendor bills though no answer tells it. */
  void tellsAll() {
    tellsAll = true;
  }

  /** Its vendor has answered it in a batch, which costs whatever becomes of the answer. */
  void served() {
    served = true;
  }

  /**
   * Puts what it used on the call's bill; only tells it again when called again.
   *
   * @param failure how it ended; null when it was answered
   * @param answer the whole of it; null where there is none, or it is a stream
   */
  Billed bill(Offer offer, @Nullable Failure failure, @Nullable Record answer) {
    Billed known = billed;
    if (known == null) {
      AttemptUsage used = usage(offer, failure, answer);
      known = new Billed(used, call.bill().add(used, offer.tariff()));
      billed = known;
    }
    return known;
  }

  private AttemptUsage usage(Offer offer, @Nullable Failure failure, @Nullable Record answer) {
    Map<String, Long> told = told();
    if (!costs(told, failure)) {
      return AttemptUsage.NONE;
    }
    boolean timed = offer.prices().containsKey(MediaUnit.PREDICT_MILLISECONDS);
    boolean whole = whole(told, timed, failure);
    if (batched) {
      asBatch(told);
    }
    // Whatever else is told, hardware that is paid by time has worked for some.
    boolean clocked = timed && told.putIfAbsent(MediaUnit.PREDICT_MILLISECONDS, worked()) == null;
    told.put(Attempt.CALLS, 1L);
    if (whole && !tellsAll) {
      call.charged().untold().forEach(told::putIfAbsent);
    }
    return whole || !call.capability().metered()
        ? new AttemptUsage(told, clocked)
        : completed(told, answer);
  }

  private boolean costs(Map<String, Long> told, @Nullable Failure failure) {
    return failure == null
        || failure.applied() != Applied.NO
        || stage.begun()
        || sent.served()
        || served
        || !told.isEmpty();
  }

  // A plain answer tells its use with all the rest; a stream may tell a part of it early.
  private boolean whole(Map<String, Long> told, boolean timed, @Nullable Failure failure) {
    return tells(told, timed) && (failure == null || !call.capability().stream());
  }

  // The time alone tells all where that is what is paid, and nothing of tokens elsewhere.
  private static boolean tells(Map<String, Long> told, boolean timed) {
    return !told.isEmpty()
        && (timed || !told.keySet().equals(Set.of(MediaUnit.PREDICT_MILLISECONDS)));
  }

  private AttemptUsage completed(Map<String, Long> told, @Nullable Record answer) {
    return AttemptUsage.completed(
        told,
        Demands.likelyTokens(input, size),
        outputSeen(answer),
        Demands.likelyUnits(input, call.charged()));
  }

  // In milliseconds, begun ones whole. What lies in a batch of its vendor is not worked on.
  private long worked() {
    BatchPlace place = call.invocation().place();
    long nanos = call.now() - began;
    long most = place == null ? nanos : Math.min(nanos, place.alone().toNanos());
    return Math.ceilDiv(most, NANOS_PER_MILLISECOND);
  }

  // Not each vendor says in an answer from a batch that it costs as one.
  private static void asBatch(Map<String, Long> told) {
    if (told.keySet().stream().noneMatch(unit -> unit.startsWith(BATCH))) {
      told.keySet().removeIf(unit -> Surcharge.tierOf(unit).isPresent());
      told.put(BATCH, 1L);
    }
  }

  private long outputSeen(@Nullable Record answer) {
    return answer == null ? Estimate.tokens(stage.length()) : InputSize.of(answer).likely();
  }

  // What a stream tells is all that was used until then, whatever its connector has added up.
  private Map<String, Long> told() {
    Map<String, Long> told = metered();
    told.putAll(stage.told());
    return told;
  }

  private synchronized Map<String, Long> metered() {
    return new HashMap<>(meter);
  }
}
