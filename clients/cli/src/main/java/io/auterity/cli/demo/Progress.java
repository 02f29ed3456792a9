package io.auterity.cli.demo;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a run is: a bar on a terminal, else a line when it went on, or for ten seconds did
 * not.
 */
final class Progress implements AutoCloseable {

  private static final Duration EVERY = Duration.ofMillis(500);

  private static final int PATIENCE = 20;

  private final PrintStream out;
  private final int total;
  private final boolean terminal;
  private volatile int done;
  private @Nullable Thread lines;
  private @Nullable ProgressBar bar;

  private Progress(PrintStream out, int total, boolean terminal) {
    this.out = out;
    this.total = total;
    this.terminal = terminal;
  }

  /** Begins to show on standard error that nothing of a total is done. */
  static Progress of(int total, boolean terminal) {
    Progress progress = new Progress(System.err, total, terminal);
    if (!terminal) {
      progress.lines = Thread.ofVirtual().name("progress").start(progress::lines);
    }
    return progress;
  }

  private void lines() {
    ProgressLines all = new ProgressLines(total, PATIENCE);
    try {
      while (true) {
        line(all);
        Thread.sleep(EVERY);
      }
    } catch (InterruptedException closed) {
      line(all);
    }
  }

  private void line(ProgressLines all) {
    String line = all.look(done);
    if (line != null) {
      out.println(line);
    }
  }

  void at(int count) {
    done = count;
    if (terminal) {
      bar().stepTo(count);
    }
  }

  /** Says something without tearing the bar. */
  void say(String text) {
    if (terminal) {
      bar().setExtraMessage(text);
    } else {
      out.println(text);
    }
  }

  /** Says something that must be read in full, on a line of its own. */
  void tell(String text) {
    out.println((terminal ? System.lineSeparator() : "") + text);
  }

  private ProgressBar bar() {
    if (bar == null) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Triage")
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(100)
              .build();
    }
    return bar;
  }

  /** Shows how far it came at last, once. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
    if (lines != null) {
      lines.interrupt();
      join(lines);
      lines = null;
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
