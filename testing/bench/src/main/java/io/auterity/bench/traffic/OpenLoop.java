package io.auterity.bench.traffic;

import io.auterity.bench.figures.VoidRoundException;
import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends at fixed times, whether or not earlier answers have come, and counts each latency from the
 * time at which the request was due, so that a stall is not hidden by the requests it holds back. A
 * request that is due while each of the 64 connections waits for an answer goes out with the first
 * that has one.
 */
public final class OpenLoop {

  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();
  private static final int DIGITS = 3;

  private final Ask ask;
  private final int callers;

  public OpenLoop(Ask ask) {
    this(ask, Wrk.CONNECTIONS);
  }

  /**
   * A load of so many callers, each on a connection of its own.
   *
   * @param callers how many requests can be under way at one time
   */
  public OpenLoop(Ask ask, int callers) {
    this.ask = ask;
    this.callers = callers;
  }

  /** Sends chat calls in OpenAI's dialect. */
  public OpenLoop(String key, String body) {
    this(Ask.chat(key, body));
  }

  /**
   * The result of the load.
   *
   * @param latencies of the answers, in nanoseconds
   * @param failed requests that got no answer within a minute, or another than 200
   */
  public record Paced(Histogram latencies, long failed, double seconds) {

    /**
     * The same, if all went well.
     *
     * @throws VoidRoundException when one request failed
     */
    public Paced flawless() {
      if (failed > 0) {
        throw new VoidRoundException(failed + " requests failed");
      }
      return this;
    }

    public Served served() {
      return new Served(latencies.getTotalCount(), seconds);
    }
  }

  /** Loads a target at a fixed rate. */
  public Paced run(URI target, int perSecond, Duration time) {
    int count = Math.toIntExact(perSecond * time.toMillis() / 1_000);
    try (Lines lines = new Lines(target)) {
      Course course = new Course(lines, ask.to(target), count, callers);
      long began = System.nanoTime();
      for (long i = 0; i < count; i++) {
        long due = began + i * 1_000_000_000L / perSecond;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        course.due(due);
      }
      course.awaitAll();
      double seconds = (System.nanoTime() - began) / 1e9;
      return new Paced(course.latencies, course.failed.get(), seconds);
    }
  }

  /** One round: who waits for an answer, who is free, and what is due but not sent. */
  private static final class Course {

    private final ByteBuffer request;
    private final Queue<Caller> free = new ArrayDeque<>();
    private final Queue<Long> overdue = new ArrayDeque<>();
    private final Histogram latencies = new ConcurrentHistogram(LONGEST_NANOS, DIGITS);
    private final AtomicLong failed = new AtomicLong();
    private final CountDownLatch left;

    Course(Lines lines, ByteBuffer request, int count, int callers) {
      this.request = request;
      this.left = new CountDownLatch(count);
      for (int i = 0; i < callers; i++) {
        free.add(new Caller(lines));
      }
    }

    void due(long at) {
      Caller caller;
      synchronized (free) {
        caller = free.poll();
        overdue.add(at);
      }
      if (caller != null) {
        goOn(caller);
      }
    }

    private void goOn(Caller caller) {
      Long next;
      do {
        synchronized (free) {
          next = overdue.poll();
          if (next == null) {
            free.add(caller);
          }
        }
      } while (next != null && !caller.send(next));
    }

    /** Waits for the last answers; those that are still missing after a minute have failed. */
    void awaitAll() {
      try {
        if (!left.await(LONGEST_NANOS, TimeUnit.NANOSECONDS)) {
          failed.addAndGet(left.getCount());
          latencies.recordValueWithCount(LONGEST_NANOS, left.getCount());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new VoidRunException("interrupted");
      }
    }

    private final class Caller implements Lines.Listener {

      private final Lines.Line line;
      private volatile long due;

      Caller(Lines lines) {
        this.line = lines.open(this);
      }

      /** False when it failed at once. */
      boolean send(long at) {
        due = at;
        try {
          line.send(request);
          return true;
        } catch (IOException e) {
          end(false);
          return false;
        }
      }

      @Override
      public void answered(int status) {
        end(status == 200);
        goOn(this);
      }

      @Override
      public void broken(IOException why) {
        end(false);
        goOn(this);
      }

      private void end(boolean well) {
        if (well) {
          latencies.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - due));
        } else {
          failed.incrementAndGet();
        }
        left.countDown();
      }
    }
  }
}
