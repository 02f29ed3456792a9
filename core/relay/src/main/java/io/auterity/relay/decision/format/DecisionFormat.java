package io.auterity.relay.decision.format;

import io.auterity.relay.decision.AttemptHistory;
import io.auterity.relay.decision.CacheHit;
import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.StageMark;
import io.auterity.relay.decision.WriteInfo;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Decisions as the bytes that are stored: one byte for the version of the format, then the decision
 * as a record of records (see {@link CompactWriter}), and behind it what became known when it was
 * written. A record grows at its end only: what an older server wrote lacks what was added later,
 * and an older server skips it.
 */
public final class DecisionFormat {

  private static final int PLANNED = 1;
  private static final int BARE = 1;
  private static final int SIMILAR = 1;
  private static final int UNMEASURED = 2;
  private static final double EXACT = 1e6;

  // A writer serves one thread at a time: there are as many as have ever written at once.
  private static final Queue<CompactWriter> IDLE = new ConcurrentLinkedQueue<>();

  /** The decision alone, as long as it waits to be written. */
  public static byte[] write(Decision decision) {
    return written(out -> write(decision, out));
  }

  /**
   * As it is stored.
   *
   * @param decision as {@link #write(Decision)} gave it
   */
  public static byte[] write(byte[] decision, WriteInfo how) {
    byte[] behind = written(out -> write(how, out));
    byte[] all = Arrays.copyOf(decision, decision.length + behind.length);
    System.arraycopy(behind, 0, all, decision.length, behind.length);
    return all;
  }

  private static byte[] written(Consumer<CompactWriter> what) {
    CompactWriter idle = IDLE.poll();
    CompactWriter out = idle == null ? new CompactWriter() : idle;
    try {
      what.accept(out);
      return out.take();
    } finally {
      out.clear();
      IDLE.offer(out);
    }
  }

  private static void write(Decision decision, CompactWriter out) {
    out.octet(decision.format());
    int record = out.begin();
    Decision.Planning planning = decision.planning();
    out.octet(planning == null ? 0 : PLANNED);
    out.uuid(decision.id());
    CallForm.write(decision.call(), out);
    write(decision.timing(), out);
    ResultForm.write(decision.result(), out);
    if (planning != null) {
      PlanningForm.write(planning, out);
    }
    out.unsigned(decision.attempts().size());
    for (Decision.Tried tried : decision.attempts()) {
      AttemptForm.write(tried, out);
    }
    CostsForm.write(decision.costs(), out);
    out.unsigned(decision.stages().size());
    for (StageMark mark : decision.stages()) {
      write(mark, out);
    }
    CacheHit cached = decision.cached();
    if (cached != null || !decision.course().equals(AttemptHistory.NONE)) {
      AttemptHistoryForm.write(decision.course(), out);
    }
    // What is added behind it will need both written always.
    if (cached != null) {
      write(cached, out);
    }
    out.end(record);
  }

  /**
   * The decision again, with what became known when it was written if that stands behind it.
   *
   * @throws IllegalArgumentException when the bytes are damaged, or of a later format
   */
  public static Decision read(byte[] stored) {
    CompactReader in = new CompactReader(stored);
    Decision decision = decision(in);
    return in.more() ? info(in).on(decision) : decision;
  }

  /**
   * The decision as it was when its call ended: without the words of its stages, which cost more to
   * find than all else, and without what became known when it was written.
   *
   * @throws IllegalArgumentException when the bytes are damaged, or of a later format
   */
  public static Decision readBrief(byte[] stored) {
    return decision(new CompactReader(stored));
  }

  private static Decision decision(CompactReader in) {
    int format = in.octet();
    if (format != Decision.FORMAT) {
      throw new IllegalArgumentException(
          "a decision of format %d cannot be read; known is %d".formatted(format, Decision.FORMAT));
    }
    return in.record(() -> decision(format, in));
  }

  private static Decision decision(int format, CompactReader in) {
    boolean planned = (in.octet() & PLANNED) != 0;
    UUID id = in.uuid();
    return new Decision(
        format,
        id,
        CallForm.read(in),
        timing(in),
        ResultForm.read(in),
        planned ? PlanningForm.read(in) : null,
        in.list(() -> AttemptForm.read(in)),
        CostsForm.read(in),
        in.list(() -> mark(in)),
        in.more() ? AttemptHistoryForm.read(in) : AttemptHistory.NONE,
        in.more() ? cacheHit(in) : null);
  }

  private static void write(CacheHit cached, CompactWriter out) {
    int record = out.begin();
    Double similarity = cached.similarity();
    out.octet(cached.similar() ? SIMILAR | (similarity == null ? UNMEASURED : 0) : 0);
    out.uuid(cached.decision());
    out.signed(cached.ageMillis());
    out.signed(cached.saved());
    out.text(cached.currency());
    out.texts(cached.marks());
    if (similarity != null) {
      out.signed(Math.round(similarity * EXACT));
    }
    out.end(record);
  }

  private static CacheHit cacheHit(CompactReader in) {
    return in.record(
        () -> {
          int flags = in.octet();
          boolean similar = (flags & SIMILAR) != 0;
          boolean measured = similar && (flags & UNMEASURED) == 0;
          UUID decision = in.uuid();
          long age = in.signed();
          long saved = in.signed();
          String currency = in.text();
          List<String> marks = in.texts();
          Double similarity = measured ? in.signed() / EXACT : null;
          return new CacheHit(decision, similar, similarity, age, saved, currency, marks);
        });
  }

  private static void write(Decision.Timing timing, CompactWriter out) {
    int record = out.begin();
    Instant began = timing.began();
    out.signed(began.getEpochSecond());
    out.unsigned(began.getNano());
    out.signed(timing.tookNanos());
    out.signed(timing.timeoutMillis());
    out.end(record);
  }

  private static Decision.Timing timing(CompactReader in) {
    return in.record(() -> new Decision.Timing(in.instant(), in.signed(), in.signed()));
  }

  private static void write(StageMark mark, CompactWriter out) {
    int record = out.begin();
    Numbering.STAGES.write(out, mark.stage());
    out.signed(mark.nanos());
    Numbering.PASSED.write(out, mark.passed());
    out.text(mark.verdict());
    out.text(mark.reason());
    out.end(record);
  }

  private static StageMark mark(CompactReader in) {
    return in.record(
        () ->
            new StageMark(
                Numbering.STAGES.read(in),
                in.signed(),
                Numbering.PASSED.read(in),
                in.text(),
                in.text()));
  }

  private static void write(WriteInfo how, CompactWriter out) {
    int record = out.begin();
    out.octet(how.bare() ? BARE : 0);
    out.digits(how.config());
    out.signed(how.others());
    out.signed(how.waitedMillis());
    out.end(record);
  }

  private static WriteInfo info(CompactReader in) {
    return in.record(
        () -> {
          boolean bare = (in.octet() & BARE) != 0;
          return new WriteInfo(in.digitsOrNull(), in.integer(), in.signed(), bare);
        });
  }
}
