package io.auterity.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Cursor;
import io.auterity.spi.FailureCode;
import io.auterity.spi.ProviderContext;
import io.auterity.spi.search.KnowledgeFindings;
import io.auterity.spi.search.KnowledgeFindings.FoundPage;
import io.auterity.spi.search.KnowledgeSearch;
import io.auterity.spi.search.Search;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@code search} connector must do. The set-up has at least two providers, which find at
 * least five pages for {@link #words} together; {@link #call} gives calls what is behind them.
 */
public abstract class SearchContract extends ConnectorContract<Search> {

  protected SearchContract() {
    super(Search.class);
  }

  /** Words for which pages are found. */
  protected String words() {
    return "letters";
  }

  @Override
  protected Object input(String operation, Search instance) {
    return new KnowledgeSearch(words(), null, null, null);
  }

  @Test
  void theBestOfEachProviderComesFirstAndNamesIt() {
    KnowledgeFindings found = find(null, 100);

    assertThat(found.complete()).isTrue();
    assertThat(found.providers()).hasSizeGreaterThan(1);
    assertThat(found.items())
        .extracting(FoundPage::score)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    assertThat(found.items())
        .allSatisfy(page -> assertThat(page.hit().page().provider()).isEqualTo(page.provider()));
  }

  @Test
  void pagesTogetherAreTheList() {
    List<FoundPage> whole = find(null, 100).items();
    assertThat(whole).hasSizeGreaterThan(4);

    for (int limit : new int[] {1, 2, 3}) {
      List<FoundPage> paged = new ArrayList<>();
      Cursor cursor = null;
      do {
        KnowledgeFindings page = find(cursor, limit);
        assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
        paged.addAll(page.items());
        cursor = page.next();
      } while (cursor != null);
      assertThat(paged).isEqualTo(whole);
    }
  }

  @Test
  void whatIsNoQuestionIsInvalid() {
    ProviderContext provider = provider();
    for (KnowledgeSearch none :
        List.of(
            new KnowledgeSearch(" ", null, null, null),
            new KnowledgeSearch(words(), List.of("no-such-provider"), null, null),
            new KnowledgeSearch(words(), null, null, 101),
            new KnowledgeSearch(words(), null, new Cursor("nowhere"), null))) {
      Failures.expect(
          FailureCode.INVALID,
          () -> open(provider).findKnowledge(none, call("knowledge.find", provider)));
    }
  }

  private KnowledgeFindings find(@Nullable Cursor cursor, int limit) {
    ProviderContext provider = provider();
    return open(provider)
        .findKnowledge(
            new KnowledgeSearch(words(), null, cursor, limit), call("knowledge.find", provider));
  }
}
