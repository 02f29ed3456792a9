package io.auterity.connector.plan;

import io.auterity.connector.plan.StreamParser.Part;
import io.auterity.connector.plan.StreamPlan.Cut;
import io.auterity.connector.plan.VendorExchange.Opened;
import io.auterity.platform.bound.CallMemory;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Events;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One stream: events of one reply, or of one after another while the vendor has more. */
final class StreamRun implements Events<Object> {

  // What a line takes for each byte, and what each stream may have uncounted.
  private static final int WEIGHT = 4;
  private static final long FREE = 64L * 1024;

  private final OperationRun run;
  private final OperationPlan plan;
  private final StreamPlan stream;
  private final Values values;
  private final Call call;
  private final StreamParser cutter;
  private final Deque<Object> ready = new ArrayDeque<>();
  private @Nullable Part held;
  private @Nullable Long vendorNext;
  private long from;
  private long number;
  private long reserved = FREE;
  private long usedBefore;
  private boolean ended;
  private volatile @Nullable Opened opened;
  private volatile boolean closed;

  /** Begins a stream; what the vendor refuses is refused here. */
  StreamRun(OperationRun run, OperationPlan plan, Values values, Call call) {
    this.run = run;
    this.plan = plan;
    this.stream = Objects.requireNonNull(plan.stream);
    this.values = values;
    this.call = call;
    this.cutter = new StreamParser(stream.cut == Cut.EVENTS);
    this.from = stream.from(values);
    ask();
  }

  private void ask() {
    usedBefore = used() - reserved;
    Opened reply = run.open(values, page());
    opened = reply;
    if (closed) {
      reply.close();
    }
    vendorNext = stream.next(reply.values());
    cutter.begin(from, stream.at == null ? from : 0);
  }

  private RequestPlan.Page page() {
    return stream.at == null
        ? RequestPlan.Page.NONE
        : new RequestPlan.Page(Map.of(stream.at, Json.of(from)), Map.of(), null);
  }

  @Override
  public @Nullable Object next() {
    while (!closed) {
      Object event = ready.poll();
      if (event != null) {
        return event;
      }
      if (ended) {
        return null;
      }
      advance(Objects.requireNonNull(opened));
    }
    throw new CallFailedException(FailureCode.CANCELLED, "the stream was closed");
  }

  private void advance(Opened reply) {
    if (stream.cut == Cut.ITEMS) {
      items(reply);
      return;
    }
    byte[] piece = reply.piece();
    if (piece != null) {
      reserve(piece.length);
      take(cutter.feed(piece), reply.values());
      return;
    }
    boolean more = stream.more(reply.values());
    take(more ? List.of() : cutter.end(), reply.values());
    release(reply.values());
    end(reply, more, vendorNext == null ? cutter.position() : vendorNext);
    if (vendorNext == null) {
      cutter.forget();
    }
  }

  // Only what is more than it ever was is new: its letters and the text that is made of them.
  private void reserve(int more) {
    long weight = (long) WEIGHT * (cutter.kept() + more);
    if (weight > reserved) {
      long room = Math.max(weight, reserved + reserved / 2);
      call.reserve(room - reserved);
      reserved = room;
    }
  }

  private void items(Opened reply) {
    List<Json> all = run.items(reply, Objects.requireNonNull(stream.items));
    long skipped = stream.at == null ? Math.min(from, all.size()) : 0;
    long at = from;
    List<Part> parts = new ArrayList<>();
    for (Json item : all.subList((int) skipped, all.size())) {
      at++;
      parts.add(new Part(item, at));
    }
    take(parts, reply.values());
    end(reply, stream.more(reply.values()), vendorNext == null ? at : vendorNext);
  }

  // Where the vendor counts, only the last line of a reply has a position of its own.
  private void take(List<Part> parts, Values reply) {
    for (Part part : parts) {
      if (vendorNext == null || stream.cut == Cut.ITEMS) {
        event(part, reply);
      } else {
        if (held != null) {
          event(held, reply);
        }
        held = new Part(part.value(), from);
      }
    }
  }

  private void release(Values reply) {
    Part last = held;
    held = null;
    if (last != null) {
      Long after = vendorNext;
      event(after == null || cutter.torn() ? last : new Part(last.value(), after), reply);
    }
  }

  private void event(Part part, Values reply) {
    if (ended) {
      return;
    }
    Values each =
        reply
            .with("it", part.value())
            .with("position", Json.of(part.position()))
            .with("number", Json.of(number++));
    if (stream.ends(each)) {
      finish(reply);
    } else if (plan.where == null || each.hold(plan.where, plan.path + ".where")) {
      ready.add(run.event(plan.result, each));
    }
  }

  private void end(Opened reply, boolean more, long next) {
    if (ended) {
      return;
    }
    if (!more) {
      finish(reply.values());
      return;
    }
    reply.close();
    if (call instanceof CallMemory.Holder holder) {
      holder.giveBack(used() - reserved - usedBefore);
    }
    from = next;
    call.pause(stream.pause(next));
    ask();
  }

  // What this reserves itself grows with its lines, and stays.
  private long used() {
    return call instanceof CallMemory.Holder holder ? holder.used() : 0;
  }

  private void finish(Values reply) {
    if (plan.end != null) {
      ready.add(run.event(plan.end, reply));
    }
    ended = true;
    Opened last = opened;
    if (last != null) {
      last.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    Opened reply = opened;
    if (reply != null) {
      reply.close();
    }
  }
}
