package io.auterity.plugins.ai.local.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunksTest {

  @Test
  void aShortTextIsOneChunk() {
    assertThat(Chunks.of(List.of(List.of(1, 2), List.of(3)))).containsExactly(List.of(1, 2, 3));
  }

  @Test
  void aTextWithoutWordsIsOneEmptyChunk() {
    assertThat(Chunks.of(List.of())).containsExactly(List.of());
  }

  @Test
  void aWordIsNeverCut() {
    List<List<Integer>> words = Collections.nCopies(400, List.of(1, 2, 3));

    List<List<Integer>> chunks = Chunks.of(words);

    assertThat(chunks).extracting(List::size).containsExactly(510, 510, 180);
    assertThat(Chunks.of(Collections.nCopies(300, List.of(1, 2, 3, 4))).getFirst()).hasSize(508);
  }
}
