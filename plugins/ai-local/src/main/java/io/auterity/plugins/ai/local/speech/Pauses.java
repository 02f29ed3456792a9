package io.auterity.plugins.ai.local.speech;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts speech into pieces of at most thirty seconds, as long as the model was made for: where a
 * piece would be longer, at its quietest moment in the second half.
 */
final class Pauses {

  static final int LONGEST = 30 * Waveform.RATE;

  private static final int SHORTEST = LONGEST / 2;
  private static final int MOMENT = Waveform.RATE / 10;

  /** From a sample on, up to another. */
  record Piece(int from, int to) {}

  static List<Piece> cut(float[] samples) {
    List<Piece> pieces = new ArrayList<>();
    int from = 0;
    while (samples.length - from > LONGEST) {
      int to = quietest(samples, from + SHORTEST, from + LONGEST);
      pieces.add(new Piece(from, to));
      from = to;
    }
    if (from < samples.length) {
      pieces.add(new Piece(from, samples.length));
    }
    return pieces;
  }

  private static int quietest(float[] samples, int from, int to) {
    int best = to;
    double least = Double.MAX_VALUE;
    for (int at = from; at + MOMENT <= to; at += MOMENT / 2) {
      double loudness = 0;
      for (int i = at; i < at + MOMENT; i++) {
        loudness += samples[i] * samples[i];
      }
      if (loudness < least) {
        least = loudness;
        best = at + MOMENT / 2;
      }
    }
    return best;
  }
}
