package io.auterity.plugins.ai.local.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where long speech is cut. */
class PausesTest {

  private static final int SECOND = Waveform.RATE;

  private static float[] loud(int seconds) {
    float[] samples = new float[seconds * SECOND];
    Arrays.fill(samples, 0.5f);
    return samples;
  }

  @Test
  void whatIsShortEnoughIsOnePiece() {
    assertThat(Pauses.cut(loud(30))).containsExactly(new Pauses.Piece(0, 30 * SECOND));
    assertThat(Pauses.cut(new float[0])).isEmpty();
  }

  @Test
  void whatIsLongIsCutWhereItIsQuiet() {
    float[] samples = loud(50);
    Arrays.fill(samples, 21 * SECOND, 22 * SECOND, 0.01f);
    Arrays.fill(samples, 5 * SECOND, 6 * SECOND, 0f);

    List<Pauses.Piece> pieces = Pauses.cut(samples);

    assertThat(pieces).hasSize(2);
    assertThat(pieces.getFirst().to()).isBetween(21 * SECOND, 22 * SECOND);
    assertThat(pieces.getLast().from()).isEqualTo(pieces.getFirst().to());
    assertThat(pieces.getLast().to()).isEqualTo(samples.length);
  }

  @Test
  void withoutAnyPauseNoPieceIsTooLongAndNothingIsLost() {
    int last = 0;
    for (Pauses.Piece piece : Pauses.cut(loud(200))) {
      assertThat(piece.from()).isEqualTo(last);
      assertThat(piece.to() - piece.from()).isBetween(1, Pauses.LONGEST);
      last = piece.to();
    }
    assertThat(last).isEqualTo(200 * SECOND);
  }
}
