package io.auterity.spi.search;

import io.auterity.spi.Cursor;
import io.auterity.spi.Description;
import io.auterity.spi.FailureCode;
import io.auterity.spi.knowledge.ContentHit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The search results of several providers, merged into one list (reciprocal rank fusion). */
public record KnowledgeFindings(
    @Description("Best first: by 1 / (60 + rank at its provider), then in the order of providers")
        List<FoundPage> items,
    @Nullable Cursor next,
    @Description("Whether a provider found more than the pages of this list hold")
        boolean truncated,
    @Description("Whether every provider that was asked has answered") boolean complete,
    @Description("How each provider did that was asked for this page")
        List<SearchedProvider> providers) {
  public KnowledgeFindings {
    items = List.copyOf(items);
    providers = List.copyOf(providers);
  }

  /** A page and where it stands at its provider. */
  public record FoundPage(
      @Description("Who found it") String provider,
      @Description("Its place in what its provider found, from 1") int rank,
      @Description("1 / (60 + rank)") double score,
      ContentHit hit) {
    public FoundPage {
      Objects.requireNonNull(provider);
      Objects.requireNonNull(hit);
    }
  }

  /** How a provider did. */
  public record SearchedProvider(
      String provider,
      SearchState state,
      @Description("Why it did not answer") @Nullable String code,
      @Description(
              "Why it did not answer, as a sentence; of one that did, what to know of how it"
                  + " searched")
          @Nullable String message) {
    public SearchedProvider {
      Objects.requireNonNull(provider);
      Objects.requireNonNull(state);
    }

    public static SearchedProvider answered(String provider, @Nullable String note) {
      return new SearchedProvider(provider, SearchState.ANSWERED, null, note);
    }

    /** One whose call failed with that. */
    public static SearchedProvider failed(String provider, FailureCode code, String message) {
      SearchState state = code == FailureCode.TIMEOUT ? SearchState.SLOW : SearchState.FAILED;
      return new SearchedProvider(provider, state, code.wire(), message);
    }
  }

  /** Whether what a provider found is in the list. */
  public enum SearchState {
    ANSWERED,
    /** It did not answer in time. */
    SLOW,
    FAILED
  }
}
