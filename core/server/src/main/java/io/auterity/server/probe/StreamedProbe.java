package io.auterity.server.probe;

import io.auterity.platform.transport.CallerDisconnect;
import io.auterity.server.probe.ProbedPart.Part;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A streamed probe: a test that is told while it runs on a thread of its own. Its reader is written
 * to each second, part or no part: nothing else tells that the reader has disconnected, which ends
 * the test and what it has asked.
 *
 * @param patience that a test has to come to its end when it was ended
 */
record StreamedProbe(CallerDisconnect callerDisconnect, Duration patience) {

  private static final Logger LOG = LoggerFactory.getLogger(StreamedProbe.class);
  private static final Duration BEAT = Duration.ofSeconds(1);

  /** The test itself. */
  @FunctionalInterface
  interface Test {
    @Nullable Part ask(ProviderProbe.Listener listener) throws IOException;
  }

  /** The reader of a streamed probe. */
  interface Hearer extends ProviderProbe.Listener {

    /**
     * Shows that it goes on.
     *
     * @throws IOException when the reader has disconnected
     */
    void beat() throws IOException;
  }

  /**
   * Tests, and tells on this thread what is found.
   *
   * @return the part behind which it stopped; null where it came to its end
   * @throws IOException when the reader has disconnected, or the server stops
   */
  @Nullable Part tell(Test test, Hearer hearer) throws IOException {
    BlockingQueue<Told> told = new LinkedBlockingQueue<>();
    FutureTask<@Nullable Part> running =
        new FutureTask<>(() -> test.ask(part -> told.add(new Told(part))));
    Thread thread =
        Thread.ofVirtual()
            .name("probe")
            .start(
                () -> {
                  running.run();
                  told.add(Told.END);
                });
    try {
      heard(told, hearer);
      return running.get();
    } catch (ExecutionException e) {
      throw thrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the server stops");
    } finally {
      callerDisconnect.happen();
      ended(thread);
    }
  }

  /**
   * What is told next.
   *
   * @param part null at the end
   */
  private record Told(@Nullable ProbedPart part) {
    static final Told END = new Told(null);
  }

  private void heard(BlockingQueue<Told> told, Hearer hearer)
      throws IOException, InterruptedException {
    while (true) {
      Told next = told.poll(BEAT.toMillis(), TimeUnit.MILLISECONDS);
      if (callerDisconnect.happened()) {
        throw new InterruptedIOException("the test was ended");
      }
      if (next == null) {
        hearer.beat();
      } else if (next.part() == null) {
        return;
      } else {
        hearer.heard(next.part());
      }
    }
  }

  private static RuntimeException thrown(@Nullable Throwable cause) throws IOException {
    return switch (cause) {
      case RuntimeException e -> e;
      case IOException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IllegalStateException(cause);
    };
  }

  // What it has open is closed before its place is another's, where its connector hears of the end.
  private void ended(Thread thread) {
    try {
      if (!thread.join(patience)) {
        LOG.warn("A test of a provider goes on after its end: its connector does not hear of it.");
      }
    } catch (InterruptedException e) {
      ended(thread);
      Thread.currentThread().interrupt();
    }
  }
}
