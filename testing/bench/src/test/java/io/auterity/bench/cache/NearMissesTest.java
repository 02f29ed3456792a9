package io.auterity.bench.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.relay.cache.semantic.NormalizedQuestion;
import io.auterity.relay.cache.semantic.SemanticMatchVerifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NearMissesTest {

  private static final Map<String, List<QuestionPair>> ALL = NearMisses.bySort();

  private static List<QuestionPair> all() {
    return ALL.values().stream().flatMap(List::stream).toList();
  }

  @Test
  void aTemplateIsEachValueAgainstEachOtherWithAllElseEqual() {
    assertThat(NearMisses.pairs("Is {ice,tea} {hot|cold}?"))
        .containsExactly(
            new QuestionPair("Is ice hot?", "Is ice cold?", false),
            new QuestionPair("Is ice cold?", "Is ice hot?", false),
            new QuestionPair("Is tea hot?", "Is tea cold?", false),
            new QuestionPair("Is tea cold?", "Is tea hot?", false));
    assertThat(NearMisses.pairs("Is it {|not }{a,b}?"))
        .contains(new QuestionPair("Is it b?", "Is it not b?", false))
        .hasSize(4);
    assertThat(NearMisses.pairs("Is it?")).isEmpty();
  }

  @Test
  void thereAreManyOfEachSort() {
    assertThat(ALL)
        .containsKeys("negation", "number", "name", "unit", "date", "quantifier", "direction");
    ALL.forEach((sort, pairs) -> assertThat(pairs).as(sort).hasSizeGreaterThan(40));
    assertThat(all())
        .hasSizeGreaterThan(800)
        .doesNotHaveDuplicates()
        .allSatisfy(
            pair -> {
              assertThat(pair.one()).isNotEqualTo(pair.other()).doesNotContain("{", "|", "}");
              assertThat(pair.same()).isFalse();
            });
  }

  @Test
  void noneIsTakenForTheOther() {
    assertThat(all())
        .filteredOn(
            pair ->
                SemanticMatchVerifier.between(
                        NormalizedQuestion.of(pair.one()), NormalizedQuestion.of(pair.other()))
                    == null)
        .isEmpty();
  }
}
