package io.auterity.plugins.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.OnBehalf.Asked;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.search.KnowledgeFindings;
import io.auterity.spi.search.KnowledgeFindings.SearchState;
import io.auterity.spi.search.KnowledgeFindings.SearchedProvider;
import io.auterity.spi.search.KnowledgeSearch;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnifiedSearchTest {

  private final Wikis wikis = new Wikis().with("alpha", 3).with("beta", 2).with("gamma", 9);
  private final UnifiedSearch search = new UnifiedSearch(Duration.ofSeconds(10));

  @Test
  void ranksAreMergedAndEachHitNamesItsProvider() {
    KnowledgeFindings found = find(null, null, 100);

    assertThat(places(found))
        .startsWith("alpha 1", "beta 1", "gamma 1", "alpha 2", "beta 2", "gamma 2", "alpha 3")
        .hasSize(14);
    assertThat(found.items().getFirst().score()).isEqualTo(1 / 61.0);
    assertThat(found.complete()).isTrue();
    assertThat(found.truncated()).isFalse();
    assertThat(found.next()).isNull();
  }

  @Test
  void whoFailsOrIsSlowIsTold() {
    wikis.away("alpha", FailureCode.TIMEOUT).away("beta", FailureCode.FORBIDDEN);

    KnowledgeFindings found = find(null, null, 2);

    assertThat(places(found)).containsExactly("gamma 1", "gamma 2");
    assertThat(found.complete()).isFalse();
    assertThat(found.providers())
        .extracting(SearchedProvider::state)
        .containsExactly(SearchState.SLOW, SearchState.FAILED, SearchState.ANSWERED);
    assertThat(found.providers().get(1).code()).isEqualTo("forbidden");
    assertThat(found.providers().get(1).message()).isEqualTo("beta is away");
  }

  @Test
  void aProviderThatSearchedByKeywordsAloneIsNamed() {
    wikis.noting("beta", "Found by keywords alone: the model is away");

    KnowledgeFindings found = find(null, null, 2);

    assertThat(found.complete()).isTrue();
    assertThat(found.providers())
        .extracting(SearchedProvider::message)
        .containsExactly(null, "Found by keywords alone: the model is away", null);
  }

  @Test
  void nobodyWhoAnswersIsAFailure() {
    wikis
        .away("alpha", FailureCode.FORBIDDEN)
        .away("beta", FailureCode.UNAVAILABLE)
        .away("gamma", FailureCode.UNAVAILABLE);

    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> find(null, null, 2))
        .withMessageContaining("alpha is away");
  }

  @Test
  void whoIsAwayForOnePageMovesNothingInTheOthers() {
    List<String> all = places(find(null, null, 100));
    KnowledgeFindings first = find(null, null, 4);
    wikis.away("beta", FailureCode.UNAVAILABLE);
    KnowledgeFindings second = find(null, first.next(), 4);
    wikis.with("beta", 2).away("beta", FailureCode.UNAVAILABLE);

    List<String> seen = new ArrayList<>(places(first));
    seen.addAll(places(second));

    assertThat(seen).doesNotHaveDuplicates();
    assertThat(all.stream().filter(place -> !place.equals("beta 2")).limit(8).toList())
        .isEqualTo(seen);
  }

  @Test
  void onlyTheNamedAreAskedAndNoDeeperThanNeeded() {
    find(List.of("gamma", "alpha"), new Cursor("3 alpha"), 5);

    assertThat(wikis.asked).extracting(Asked::provider).containsExactly("alpha", "gamma");
    assertThat(wikis.asked)
        .extracting(asked -> asked.input().toString())
        .containsOnly("{\"text\":\"letter\",\"limit\":8}");
  }

  @Test
  void whatLiesDeeperThanItGoesIsTold() {
    wikis.with("delta", 500);

    KnowledgeFindings last = find(List.of("delta"), new Cursor("199 delta"), 20);

    assertThat(places(last)).containsExactly("delta 200");
    assertThat(last.next()).isNull();
    assertThat(last.truncated()).isTrue();
  }

  @Test
  void whoGivesFewerAtOnceThanAreAskedForEndsThereAndThatIsTold() {
    wikis.with("delta", 500).atOnce(100);

    KnowledgeFindings before = find(List.of("delta"), new Cursor("60 delta"), 20);
    KnowledgeFindings last = find(List.of("delta"), new Cursor("80 delta"), 30);
    KnowledgeFindings behind = find(List.of("delta"), new Cursor("100 delta"), 20);

    assertThat(before.truncated()).isFalse();
    assertThat(before.next()).isEqualTo(new Cursor("80 delta"));
    assertThat(last.items()).hasSize(20);
    assertThat(last.truncated()).isTrue();
    assertThat(last.next()).isNull();
    assertThat(behind.items()).isEmpty();
    assertThat(behind.truncated()).isTrue();
  }

  @Test
  void aRefusalNamesWhatWasAskedForAndNobodyElse() {
    assertThatExceptionOfType(CallFailedException.class)
        .isThrownBy(() -> find(List.of("delta"), null, 2))
        .satisfies(
            e -> assertThat(e.failure().toString()).contains("delta").doesNotContain("alpha"));
  }

  private KnowledgeFindings find(@Nullable List<String> among, @Nullable Cursor cursor, int limit) {
    FakeProvider provider =
        new FakeProvider("all", PluginManifest.builder("p", "1.0.0", "P", "P").build());
    return search.findKnowledge(
        new KnowledgeSearch("letter", among, cursor, limit),
        FakeCall.of("search.knowledge.find", provider).withBehalf(wikis));
  }

  private static List<String> places(KnowledgeFindings found) {
    return found.items().stream().map(page -> page.provider() + " " + page.rank()).toList();
  }
}
