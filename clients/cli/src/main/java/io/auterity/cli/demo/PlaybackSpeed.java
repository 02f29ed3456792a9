package io.auterity.cli.demo;

import io.auterity.cli.exit.CliException;
import java.time.Duration;
import java.util.Locale;

/** Checks how fast recorded answers are to be played back. */
final class PlaybackSpeed {

  private static final double MOST = 10_000;
  // Of a step's time; the rest is for another provider and the machine.
  private static final double SHARE = 0.8;

  /**
   * Refuses a speed at which an answer would come too late.
   *
   * @param limit time that the step has which asks for it
   */
  static void check(double speed, ComplaintFile file, Duration limit) {
    if (!(speed > 0 && speed <= MOST)) {
      throw CliException.badInput("--speed must be above 0 and at most 10000, not " + speed);
    }
    double slowest = slowest(file);
    double least = roundedUp(slowest / (limit.toMillis() / 1000.0 * SHARE));
    if (speed < least) {
      throw CliException.badInput(
          String.format(
              Locale.ROOT,
              "--speed must be at least %.2f, not %s: the slowest recorded answer took %.2f s, and a step has %d s",
              least,
              speed,
              slowest,
              limit.toSeconds()));
    }
  }

  private static double slowest(ComplaintFile file) {
    return file.complaints().stream()
        .flatMap(complaint -> complaint.answers().values().stream())
        .mapToDouble(Complaint.Answer::seconds)
        .max()
        .orElse(0);
  }

  private static double roundedUp(double speed) {
    return Math.ceil(speed * 100) / 100;
  }
}
