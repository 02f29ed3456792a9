package io.auterity.bench.traffic;

import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** So many streams at one time, each begun anew when it ends; looks at every delta. */
public final class StreamLoad {

  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int DIGITS = 3;

  private final Ask ask;
  private final int deltas;
  private final Duration length;

  /**
   * @param deltas in each stream
   * @param length how long a stream takes at the endpoint
   */
  public StreamLoad(Ask ask, int deltas, Duration length) {
    this.ask = ask;
    this.deltas = deltas;
    this.length = length;
  }

  /** What of the streams came through. */
  public static final class Streams {

    private final Histogram first = new Histogram(LONGEST_NANOS, DIGITS);
    private final Histogram gaps = new Histogram(LONGEST_NANOS, DIGITS);
    private long lostDeltas;
    private long lostStreams;

    private Streams() {}

    /** Nanoseconds from sending a request to its first delta. */
    public Histogram first() {
      return first;
    }

    /** Nanoseconds from each delta to the next of its stream. */
    public Histogram gaps() {
      return gaps;
    }

    /** Deltas that did not come, or not in their order. */
    public long lostDeltas() {
      return lostDeltas;
    }

    /** Streams that were refused, or did not say that they had ended. */
    public long lostStreams() {
      return lostStreams;
    }
  }

  /**
   * Loads a target.
   *
   * @param count streams at one time; their beginnings are spread over the length of one
   * @param turns streams one after another on each connection
   */
  public Streams run(URI target, int count, int turns) {
    Streams streams = new Streams();
    ByteBuffer request = ask.to(target);
    CountDownLatch left = new CountDownLatch(count);
    Lines lines = new Lines(target);
    List<Reader> readers =
        IntStream.range(0, count)
            .mapToObj(i -> new Reader(lines, request, streams, turns, left))
            .toList();
    try (lines) {
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        long due = began + i * length.toNanos() / count;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        readers.get(i).begin();
      }
      left.await(turns * length.toNanos() + LONGEST_NANOS, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
    // The readers end: what has not come is lost.
    readers.forEach(Reader::giveUp);
    return streams;
  }

  /** Reads the streams of one connection, all on the thread of the lines. */
  private final class Reader implements Lines.Listener {

    private final Lines.Line line;
    private final ByteBuffer request;
    private final Streams streams;
    private final CountDownLatch left;
    private int turns;
    private volatile long sent;
    private long last;
    private int next;
    private DeltaStream stream = new DeltaStream(this::seen);

    Reader(Lines lines, ByteBuffer request, Streams streams, int turns, CountDownLatch left) {
      this.line = lines.open(this);
      this.request = request;
      this.streams = streams;
      this.turns = turns;
      this.left = left;
    }

    void begin() {
      sent = System.nanoTime();
      try {
        line.send(request);
      } catch (IOException e) {
        end(false);
      }
    }

    @Override
    public void part(ByteBuffer bytes) {
      stream.take(bytes);
    }

    private void seen(int number) {
      long now = System.nanoTime();
      if (number == 0) {
        streams.first.recordValue(Math.min(LONGEST_NANOS, now - sent));
      } else if (number == next) {
        streams.gaps.recordValue(Math.min(LONGEST_NANOS, now - last));
      }
      if (number >= next) {
        streams.lostDeltas += number - next;
        next = number + 1;
      }
      last = now;
    }

    @Override
    public void answered(int status) {
      end(status == 200 && stream.done());
    }

    @Override
    public void broken(IOException why) {
      end(false);
    }

    private void end(boolean whole) {
      synchronized (streams) {
        streams.lostStreams += whole ? 0 : 1;
        streams.lostDeltas += deltas - next;
      }
      turns--;
      next = 0;
      stream = new DeltaStream(this::seen);
      if (turns > 0) {
        begin();
      } else {
        left.countDown();
      }
    }

    void giveUp() {
      streams.lostStreams += turns;
      streams.lostDeltas += (long) turns * deltas - next;
    }
  }
}
