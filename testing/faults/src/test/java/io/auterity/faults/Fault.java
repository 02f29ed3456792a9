package io.auterity.faults;

import io.auterity.faults.Dialect.VendorError;
import io.auterity.faults.Vendor.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a vendor may do wrong; the table says what comes of it. */
enum Fault {
  INTERNAL_ERROR("500", refused(VendorError.INTERNAL, "")),
  OVERLOADED("503", refused(VendorError.BUSY, "")),
  LIMIT("429 without `retry-after`", refused(VendorError.LIMIT, "")),
  LIMIT_FOR_A_WHILE("429 with `retry-after`", refused(VendorError.LIMIT, "retry-after: 20\r\n")),
  QUOTA("quota used up", refused(VendorError.QUOTA, "")),
  CONTEXT("context too long", refused(VendorError.CONTEXT, "")),
  CONTEXT_NAMED(
      "context too long, named in `failoverOn`",
      refused(VendorError.CONTEXT, ""),
      "context_too_long"),
  CONTENT("content refused", refused(VendorError.CONTENT, "")),
  CONTENT_NAMED(
      "content refused, named in `failoverOn`",
      refused(VendorError.CONTENT, ""),
      "content_refused"),
  KEY("401", refused(VendorError.KEY, "")),
  ERROR_INSIDE(
      "error inside a 200",
      (at, reply) -> {
        if (at.streamed()) {
          reply.beginChunks(Vendor.EVENTS);
          reply.chunk(at.dialect().errorEvent());
          reply.endChunks();
        } else {
          reply.whole(200, Vendor.JSON, at.dialect().error(VendorError.INTERNAL));
        }
      }),
  HTML(
      "HTML instead of JSON",
      (at, reply) -> reply.whole(200, "content-type: text/html\r\n", "<h1>It works</h1>")),
  RESET("connection reset", (at, reply) -> reply.reset()),
  NO_ANSWER(
      "no answer at all",
      (at, reply) -> reply.untilClosed(() -> at.road().pass(Duration.ofSeconds(11)))),
  SLOW(
      "slow first byte, within the time",
      (at, reply) -> {
        at.road().pass(Duration.ofSeconds(9));
        well(at, reply, false);
      }),
  LONG_HEADER(
      "header too large",
      (at, reply) -> reply.whole(200, "x-long: " + "x".repeat(70_000) + "\r\n", "{}")),
  CUT_BEFORE(
      "cut before anything can be seen",
      (at, reply) -> {
        if (at.streamed()) {
          reply.beginChunks(Vendor.EVENTS);
          reply.chunks(at.dialect().opening());
        } else {
          reply.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n");
        }
        reply.reset();
      }),
  CUT_AFTER(
      "cut after some of it",
      (at, reply) -> {
        begin(at, reply);
        at.awaitSeen();
        reply.reset();
      }),
  NO_FINISH(
      "clean end without a finish",
      (at, reply) -> {
        if (at.streamed()) {
          begin(at, reply);
          reply.endChunks();
        } else {
          reply.whole(200, Vendor.JSON, "");
        }
      }),
  STALL(
      "stall in the middle",
      (at, reply) -> {
        begin(at, reply);
        at.awaitSeen();
        reply.untilClosed(() -> at.road().pass(Duration.ofSeconds(31)));
      }),
  MALFORMED(
      "malformed chunk",
      (at, reply) -> {
        if (at.streamed()) {
          begin(at, reply);
          reply.chunk("data: {\"choices\": [{\n\n");
          reply.endChunks();
        } else {
          reply.beginChunks("application/json");
          reply.write("no length\r\n");
        }
      }),
  ERROR_EVENT(
      "error event in the middle",
      (at, reply) -> {
        begin(at, reply);
        reply.chunk(at.dialect().errorEvent());
        reply.endChunks();
      }),
  USAGE_TWICE("usage told twice", (at, reply) -> well(at, reply, true)),
  CALLER_GONE(
      "caller gone",
      (at, reply) -> {
        if (at.streamed()) {
          begin(at, reply);
          at.awaitSeen();
        }
        at.leave();
        reply.untilClosed(() -> {});
      });

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // What is done has no state.
  private final Doing doing;

  private final @Nullable String failoverOn;

  /** What the vendor does. */
  private interface Doing {
    void to(FaultyCall at, Reply reply) throws IOException;
  }

  Fault(String words, Doing doing) {
    this(words, doing, null);
  }

  Fault(String words, Doing doing, @Nullable String failoverOn) {
    this.words = words;
    this.doing = doing;
    this.failoverOn = failoverOn;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** What the route names in {@code failoverOn}. */
  List<String> failoverOn() {
    return failoverOn == null ? List.of() : List.of(failoverOn);
  }

  /** Whether it arises where an answer is streamed, and not before. */
  boolean isOfTheStream() {
    return switch (this) {
      case SLOW, CUT_BEFORE, CUT_AFTER, NO_FINISH, STALL, MALFORMED, ERROR_EVENT -> true;
      case USAGE_TWICE, CALLER_GONE -> true;
      default -> false;
    };
  }

  /** Whether the whole answer comes all the same. */
  boolean leavesTheAnswer() {
    return this == SLOW || this == USAGE_TWICE;
  }

  void happen(FaultyCall at, Reply reply) throws IOException {
    doing.to(at, reply);
  }

  /** A vendor without any fault. */
  static void well(FaultyCall at, Reply reply, boolean usageTwice) throws IOException {
    if (at.streamed()) {
      begin(at, reply);
      reply.chunks(at.dialect().ending(usageTwice));
      reply.endChunks();
    } else {
      reply.whole(200, Vendor.JSON, at.dialect().answer());
    }
  }

  private static void begin(FaultyCall at, Reply reply) throws IOException {
    if (at.streamed()) {
      reply.beginChunks(Vendor.EVENTS);
      reply.chunks(at.dialect().opening());
      reply.chunk(at.dialect().word());
    } else {
      String answer = at.dialect().answer();
      reply.write(
          "HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%s"
              .formatted(answer.length(), answer.substring(0, answer.length() / 2)));
    }
  }

  private static Doing refused(VendorError error, String headers) {
    return (at, reply) ->
        reply.whole(at.dialect().status(error), Vendor.JSON + headers, at.dialect().error(error));
  }
}
