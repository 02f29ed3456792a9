package io.auterity.plugins.ai.replay;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Documents.Document;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import java.time.Duration;

/**
 * A recorded answer of a model to one sample.
 *
 * @param label the class it named, whether or not it was offered
 * @param seconds how long it took
 */
record Recording(String label, double seconds) {

  private static final double LONGEST = 86_400;

  static Recording read(Document document) {
    try {
      Fields fields = Fields.of(document.body());
      return new Recording(fields.text("label"), fields.number("seconds")).checked();
    } catch (CallFailedException e) {
      throw ReplayErrors.damaged(document.id(), e.failure());
    }
  }

  private Recording checked() {
    if (seconds < 0 || seconds > LONGEST) {
      throw Refusal.invalid("seconds", "must be 0 to 86400, not " + seconds);
    }
    return this;
  }

  Duration latency(double speed) {
    return Duration.ofNanos(Math.round(seconds / speed * 1e9));
  }
}
