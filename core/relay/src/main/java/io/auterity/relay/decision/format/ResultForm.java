package io.auterity.relay.decision.format;

import io.auterity.relay.decision.Decision;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Origin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The compact stored form of a decision's result, and of failures wherever they stand. */
final class ResultForm {

  private static final int FAILED = 1;
  private static final int RETRYABLE = 1;
  private static final int RETRY_AFTER = 2;

  static void write(Decision.Result result, CompactWriter out) {
    int record = out.begin();
    Failure failure = result.failure();
    out.octet(failure == null ? 0 : FAILED);
    Numbering.ENDINGS.write(out, result.ending());
    if (failure != null) {
      write(failure, out);
    }
    out.text(result.provider());
    out.text(result.offer());
    // What is added behind it will need it written always.
    if (!result.lost().isEmpty()) {
      out.texts(result.lost());
    }
    out.end(record);
  }

  static Decision.Result read(CompactReader in) {
    return in.record(
        () -> {
          boolean failed = (in.octet() & FAILED) != 0;
          return new Decision.Result(
              Numbering.ENDINGS.read(in),
              failed ? failure(in) : null,
              in.textOrNull(),
              in.textOrNull(),
              in.more() ? in.texts() : List.of());
        });
  }

  static void write(Failure failure, CompactWriter out) {
    int record = out.begin();
    Duration retryAfter = failure.retryAfter();
    out.octet((failure.retryable() ? RETRYABLE : 0) | (retryAfter == null ? 0 : RETRY_AFTER));
    Numbering.FAILURES.write(out, failure.code());
    Numbering.APPLIED.write(out, failure.applied());
    if (retryAfter != null) {
      out.signed(retryAfter.getSeconds());
      out.unsigned(retryAfter.getNano());
    }
    out.text(failure.message());
    out.texts(failure.fields());
    Numbering.ORIGINS.write(out, failure.origin());
    out.end(record);
  }

  static Failure failure(CompactReader in) {
    return in.record(
        () -> {
          int flags = in.octet();
          Failure failure =
              new Failure(
                  Numbering.FAILURES.read(in),
                  (flags & RETRYABLE) != 0,
                  Numbering.APPLIED.read(in),
                  retryAfter(flags, in),
                  in.text(),
                  in.textsByName());
          return failure.withOrigin(
              in.more() ? Numbering.ORIGINS.read(in) : untold(failure.code()));
        });
  }

  // Where it was not written, it was a vendor's if no other is likely.
  private static Origin untold(FailureCode code) {
    return switch (code) {
      case UNAVAILABLE, TIMEOUT, IN_DOUBT, CONTENT_REFUSED -> Origin.VENDOR;
      default -> code.origin();
    };
  }

  private static @Nullable Duration retryAfter(int flags, CompactReader in) {
    return (flags & RETRY_AFTER) == 0 ? null : Duration.ofSeconds(in.signed(), in.nanos());
  }
}
