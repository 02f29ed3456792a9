package io.auterity.cli.demo;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows how far a run is: a bar on a terminal, else a line each second. */
final class Progress implements AutoCloseable {

  private static final long EVERY = 900_000_000;

  private final PrintStream out;
  private final int total;
  private final @Nullable ProgressBar bar;
  private long lastLine = Long.MIN_VALUE;

  private Progress(PrintStream out, int total, @Nullable ProgressBar bar) {
    this.out = out;
    this.total = total;
    this.bar = bar;
  }

  /** Progress on standard error. */
  static Progress of(int total, boolean terminal) {
    return new Progress(System.err, total, terminal ? bar(total) : null);
  }

  private static ProgressBar bar(int total) {
    return new ProgressBarBuilder()
        .setTaskName("Triage")
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setUpdateIntervalMillis(100)
        .build();
  }

  void at(int done, long nanos) {
    if (bar != null) {
      bar.stepTo(done);
    } else if (lastLine == Long.MIN_VALUE || nanos - lastLine >= EVERY || done == total) {
      out.println(done + "/" + total);
      lastLine = nanos;
    }
  }

  /** Says something without tearing the bar. */
  void say(String text) {
    if (bar != null) {
      bar.setExtraMessage(text);
    } else {
      out.println(text);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
