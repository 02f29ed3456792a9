package io.auterity.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.auterity.spi.VectorHead.Exemplar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorHeadTest {

  private final VectorHead head =
      new VectorHead(
          "sort",
          List.of(
              new Exemplar(new byte[] {100, 0}, 0.75f), new Exemplar(new byte[] {0, 100}, -0.75f)),
          0.01,
          2,
          0.6);

  @Test
  void tellsByWhatATextIsNearTo() {
    assertThat(head.score(new float[] {1, 0})).isCloseTo(0.868, within(0.001));
    assertThat(head.score(new float[] {0, 1})).isCloseTo(0.132, within(0.001));
    assertThat(head.score(new float[] {(float) Math.sqrt(0.5), (float) Math.sqrt(0.5)}))
        .isCloseTo(0.5, within(1e-6));
  }

  @Test
  void staysBetweenNoneAndAll() {
    VectorHead sure = new VectorHead("sort", List.of(new Exemplar(new byte[] {1}, 5)), 1, 1, 0.5);

    assertThat(sure.score(new float[] {1})).isEqualTo(1);
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    head.write(written);

    VectorHead read = VectorHead.read(new ByteArrayInputStream(written.toByteArray()));

    assertThat(read.subject()).isEqualTo("sort");
    assertThat(read.threshold()).isEqualTo(0.6);
    assertThat(read.score(new float[] {0.6f, 0.8f}))
        .isEqualTo(head.score(new float[] {0.6f, 0.8f}));
    byte[] cut = Arrays.copyOf(written.toByteArray(), written.size() - 1);
    assertThatExceptionOfType(EOFException.class)
        .isThrownBy(() -> VectorHead.read(new ByteArrayInputStream(cut)));
  }
}
