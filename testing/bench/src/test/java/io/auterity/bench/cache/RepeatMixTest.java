package io.auterity.bench.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.bench.cache.RepeatMix.Asked;
import io.auterity.bench.cache.RepeatMix.Sort;
import io.auterity.bench.figures.VoidRunException;
import io.auterity.relay.cache.semantic.NormalizedQuestion;
import io.auterity.relay.cache.semantic.SemanticMatchVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatMixTest {

  @Test
  void aSeedDrawsTheSameEachTimeWithEverySort() {
    List<Asked> mix = RepeatMix.of(7, 500);

    assertThat(mix).isEqualTo(RepeatMix.of(7, 500)).isNotEqualTo(RepeatMix.of(8, 500));
    assertThat(mix.stream().map(Asked::sort).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(Sort.values());
    assertThat(mix).anyMatch(Asked::held).noneMatch(asked -> asked.text().contains("{"));
  }

  @Test
  void aQuestionHasOneMeaning() {
    RepeatMix.of(7, 2_000).stream()
        .collect(Collectors.groupingBy(Asked::text))
        .values()
        .forEach(
            same ->
                assertThat(same)
                    .extracting(Asked::meaning)
                    .containsOnly(same.getFirst().meaning()));
  }

  @Test
  void noNearMissIsTakenForTheQuestion() {
    assertThat(RepeatMix.of(7, 2_000))
        .filteredOn(asked -> asked.sort() == Sort.NEAR)
        .hasSizeGreaterThan(100)
        .allSatisfy(
            near ->
                assertThat(RepeatMix.of(7, 0))
                    .filteredOn(
                        first ->
                            SemanticMatchVerifier.between(
                                    NormalizedQuestion.of(first.text()),
                                    NormalizedQuestion.of(near.text()))
                                == null)
                    .isEmpty());
  }

  @Test
  void pairsAreReadByTheirColumns(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("pairs.csv"),
            """
            id,question1,question2,is_duplicate
            1,"Who said ""no"", and why?",Who is it?,0
            2,What is it?,"What's
            it?",1
            """);

    assertThat(QuestionPair.read(file))
        .containsExactly(
            new QuestionPair("Who said \"no\", and why?", "Who is it?", false),
            new QuestionPair("What is it?", "What's\nit?", true));
    assertThat(QuestionPair.read(Files.writeString(file, "same,a,b\ntrue,x,y\n0,v,w\n")))
        .containsExactly(new QuestionPair("x", "y", true), new QuestionPair("v", "w", false));
    assertThatThrownBy(() -> QuestionPair.read(Files.writeString(file, "a,b\n")))
        .isInstanceOf(VoidRunException.class)
        .hasMessageContaining("a,b,same")
        .hasMessageContaining("is_duplicate");
    assertThatThrownBy(() -> QuestionPair.read(Files.writeString(file, "a,b,same\nx,y,maybe\n")))
        .isInstanceOf(VoidRunException.class)
        .hasMessageContaining("'maybe'");
  }
}
