package io.auterity.bench.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeltaStreamTest {

  private final List<Integer> seen = new ArrayList<>();
  private final DeltaStream stream = new DeltaStream(seen::add);

  private void take(String text) {
    stream.take(ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  @Test
  void findsTheDeltasHoweverTheyAreWrittenAndCut() {
    take("data: {\"content\": \"~0 \"}\n\ndata: {\"content\":\"~1");
    take("2 \"}\n\n");

    assertThat(seen).containsExactly(0, 12);
  }

  @Test
  void isDoneWhenItSaysSo() {
    take("data: {\"choices\":[{}]}\n\ndata: [DO");
    assertThat(stream.done()).isFalse();
    take("NE]\n\n");

    assertThat(stream.done()).isTrue();
  }

  @Test
  void isSentAsOneWellFormedAnswerWithEveryDelta() throws Exception {
    HttpReader reader = new HttpReader(stream::take);
    List<ByteBuffer> steps = DeltaStream.steps("gpt-bench", 64);
    int ends = 0;
    for (ByteBuffer step : steps) {
      ends += reader.read(step.duplicate()) ? 1 : 0;
    }

    assertThat(steps).hasSize(65);
    assertThat(ends).isEqualTo(1);
    assertThat(reader.status()).isEqualTo(200);
    assertThat(stream.done()).isTrue();
    assertThat(seen).containsExactlyElementsOf(IntStream.range(0, 64).boxed().toList());
  }
}
