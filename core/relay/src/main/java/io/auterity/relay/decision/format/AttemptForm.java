package io.auterity.relay.decision.format;

import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import java.util.List;

/** One attempt of a call. */
final class AttemptForm {

  private static final int FAILED = 1;
  private static final int INJECTED = 2;
  private static final int REPEAT = 4;
  private static final int ESTIMATED = 8;
  private static final int SEEN = 16;
  private static final int PRICED = 32;
  private static final int SURE = 64;
  private static final int LIMITED = 128;

  static void write(Decision.Tried tried, CompactWriter out) {
    int record = out.begin();
    Failure failure = tried.failure();
    Long first = tried.firstNanos();
    List<String> lists = tried.priceLists();
    Double confidence = tried.confidence();
    Decision.OutputLimit limit = tried.outputLimit();
    out.octet(
        (failure == null ? 0 : FAILED)
            | (tried.injected() ? INJECTED : 0)
            | (tried.repeat() ? REPEAT : 0)
            | (tried.estimated() ? ESTIMATED : 0)
            | (first == null ? 0 : SEEN)
            | (lists == null ? 0 : PRICED)
            | (confidence == null ? 0 : SURE)
            | (limit == null ? 0 : LIMITED));
    out.signed(tried.number());
    out.text(tried.provider());
    out.text(tried.offer());
    out.texts(tried.marks());
    out.signed(tried.startedNanos());
    out.signed(tried.tookNanos());
    if (first != null) {
      out.signed(first);
    }
    if (failure != null) {
      ResultForm.write(failure, out);
    }
    out.quantities(tried.used());
    out.signed(tried.cost());
    if (lists != null) {
      out.texts(lists);
    }
    if (confidence != null) {
      out.fraction(confidence);
    }
    if (limit != null) {
      out.signed(limit.most());
      out.octet(limit.met() ? 1 : 0);
    }
    out.end(record);
  }

  static Decision.Tried read(CompactReader in) {
    return in.record(() -> tried(in));
  }

  private static Decision.Tried tried(CompactReader in) {
    int flags = in.octet();
    int number = in.integer();
    String provider = in.text();
    String offer = in.text();
    List<String> marks = in.texts();
    long started = in.signed();
    long took = in.signed();
    Long first = (flags & SEEN) == 0 ? null : (Long) in.signed();
    return new Decision.Tried(
        number,
        provider,
        marks,
        started,
        took,
        (flags & FAILED) == 0 ? null : ResultForm.failure(in),
        (flags & INJECTED) != 0,
        (flags & REPEAT) != 0,
        in.quantities(),
        in.signed(),
        offer,
        (flags & ESTIMATED) != 0,
        first,
        (flags & PRICED) == 0 ? null : in.texts(),
        (flags & SURE) == 0 ? null : (Double) in.fraction(),
        (flags & LIMITED) == 0 ? null : new Decision.OutputLimit(in.integer(), in.octet() != 0));
  }
}
