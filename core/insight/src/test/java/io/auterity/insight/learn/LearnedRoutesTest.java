package io.auterity.insight.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.TextEmbedder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LearnedRoutesTest {

  @Test
  void theEndOfWhatIsSaidIsThatOfAllOfIt() {
    Random random = new Random(5);
    for (int i = 0; i < 500; i++) {
      List<String> texts = new ArrayList<>();
      for (int size = random.nextInt(6); size > 0; size--) {
        texts.add("x".repeat(random.nextInt(1_200)) + size);
      }
      String all = String.join("\n", texts);

      assertThat(LearnedRoutes.end(texts))
          .isEqualTo(all.substring(Math.max(0, all.length() - 2_000)));
    }
  }

  @Test
  void theModelIsLoadedOnce() {
    AtomicInteger asked = new AtomicInteger();
    TextEmbedder model = new Counting(asked);
    LearnedRoutes routes = new LearnedRoutes(() -> model);
    routes.prepare();
    routes.prepare();

    assertThat(asked).hasValue(1);
    LearnedRoutes.none().prepare();
  }

  private record Counting(AtomicInteger asked) implements TextEmbedder {
    @Override
    public String model() {
      return "counting";
    }

    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public float[] embed(String text) {
      asked.incrementAndGet();
      return new float[] {1};
    }
  }
}
