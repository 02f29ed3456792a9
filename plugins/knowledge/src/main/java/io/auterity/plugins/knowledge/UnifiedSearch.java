package io.auterity.plugins.knowledge;

import io.auterity.spi.Call;
import io.auterity.spi.Cursor;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf;
import io.auterity.spi.OnBehalf.Answer;
import io.auterity.spi.OnBehalf.Asked;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.search.KnowledgeFindings;
import io.auterity.spi.search.KnowledgeFindings.FoundPage;
import io.auterity.spi.search.KnowledgeFindings.SearchState;
import io.auterity.spi.search.KnowledgeFindings.SearchedProvider;
import io.auterity.spi.search.KnowledgeSearch;
import io.auterity.spi.search.Search;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import io.auterity.toolkit.json.Fields;
import io.auterity.toolkit.paging.PageLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks all of a tenant's providers of knowledge at the same time, each with the rights of who
 * calls, and merges what they find by {@linkplain ReciprocalRank reciprocal rank}.
 *
 * <p>As each page is one provider's, its place in the merged list is its rank and its provider, and
 * depends on no other provider. The cursor is the place of the last hit: a provider that is away
 * for one page of the list moves nothing in the others.
 */
record UnifiedSearch(Duration patience) implements Search {

  private static final String CAPABILITY = "knowledge.content.search";
  private static final PageLimit LIMIT = new PageLimit(20, 100);
  private static final int LONGEST = 1_000;
  private static final int MOST_PROVIDERS = 20;

  /** The deepest rank that is asked for, which is as long as a page of a provider may be. */
  private static final int DEEPEST = 200;

  /** What is left of the call's time to answer with what came. */
  private static final Duration TO_ANSWER = Duration.ofMillis(250);

  private static final Comparator<Place> ORDER =
      Comparator.comparingInt(Place::rank).thenComparing(Place::provider);
  private static final Pattern PLACE = Pattern.compile("([0-9]{1,3}) ([^ ]{1,100})");

  /** Where a hit stands in the merged list. */
  private record Place(int rank, String provider) {

    static Place read(@Nullable Cursor cursor) {
      if (cursor == null) {
        return new Place(0, "");
      }
      Matcher place = PLACE.matcher(cursor.value());
      if (!place.matches()) {
        throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
      }
      return new Place(Integer.parseInt(place.group(1)), place.group(2));
    }

    static Place of(FoundPage page) {
      return new Place(page.rank(), page.provider());
    }

    Cursor cursor() {
      return new Cursor(rank + " " + provider);
    }
  }

  @Override
  public KnowledgeFindings findKnowledge(KnowledgeSearch search, Call call) {
    Cancelled.check(call);
    int limit = LIMIT.of(search.limit());
    if (search.text().isBlank() || search.text().length() > LONGEST) {
      throw Refusal.invalid("text", "must have 1 to %d characters".formatted(LONGEST));
    }
    Place from = Place.read(search.cursor());
    int depth = Math.min(DEEPEST, from.rank() + limit);
    OnBehalf behalf = call.onBehalf();
    List<String> providers = providers(search, behalf);
    List<Answer> answers = behalf.callAll(questions(search.text(), depth, providers, call));
    return new Merge(providers, answers).page(from, limit, depth);
  }

  private static List<String> providers(KnowledgeSearch search, OnBehalf behalf) {
    List<String> all = behalf.providers(CAPABILITY);
    List<String> among = search.among();
    if (among != null) {
      among.stream()
          .filter(provider -> !all.contains(provider))
          .findFirst()
          .ifPresent(
              provider -> {
                throw Refusal.invalid(
                    "among", "names '%s', which is no provider that searches".formatted(provider));
              });
    }
    List<String> asked = among == null ? all : List.copyOf(new TreeSet<>(among));
    if (asked.isEmpty()) {
      throw Refusal.of(
          FailureCode.NOT_FOUND, "among", "there is no provider of knowledge that searches");
    }
    if (asked.size() > MOST_PROVIDERS) {
      throw Refusal.of(
          FailureCode.TOO_LARGE,
          "among",
          "%d providers search: name at most %d".formatted(asked.size(), MOST_PROVIDERS));
    }
    return asked;
  }

  private List<Asked> questions(String text, int depth, List<String> providers, Call call) {
    Json.Obj input = Json.EMPTY.with("text", Json.of(text)).with("limit", Json.of(depth));
    Duration left = call.remaining().minus(TO_ANSWER);
    Duration atMost = left.compareTo(patience) < 0 && left.isPositive() ? left : patience;
    return providers.stream()
        .map(provider -> new Asked(CAPABILITY, input, provider, atMost))
        .toList();
  }

  /**
   * What came from each provider, in the order of the providers. One that has more and yet gives
   * fewer than it was asked for gives no more of them at once: it ends there.
   */
  private record Merge(List<String> providers, List<Answer> answers) {

    KnowledgeFindings page(Place from, int limit, int depth) {
      List<SearchedProvider> told = new ArrayList<>();
      List<FoundPage> found = new ArrayList<>();
      boolean more = false;
      boolean cut = false;
      for (int i = 0; i < providers.size(); i++) {
        Failure failure = answers.get(i).failure();
        if (failure != null) {
          told.add(SearchedProvider.failed(providers.get(i), failure.code(), failure.message()));
          continue;
        }
        Json.Obj output = answers.get(i).orThrow();
        told.add(SearchedProvider.answered(providers.get(i), output.text("note")));
        List<FoundPage> hits = hits(providers.get(i), output);
        found.addAll(hits);
        boolean hasMore =
            output.text("next") != null || Json.of(true).equals(output.get("truncated"));
        more |= hasMore && hits.size() >= depth;
        cut |= hasMore && (hits.size() < depth || depth == DEEPEST);
      }
      if (told.stream().noneMatch(one -> one.state() == SearchState.ANSWERED)) {
        answers.getFirst().orThrow();
      }
      found.removeIf(page -> ORDER.compare(Place.of(page), from) <= 0);
      found.sort(Comparator.comparing(Place::of, ORDER));
      boolean further = found.size() > limit || (more && depth < DEEPEST);
      List<FoundPage> shown = found.subList(0, Math.min(limit, found.size()));
      return new KnowledgeFindings(
          shown,
          further && !shown.isEmpty() ? Place.of(shown.getLast()).cursor() : null,
          cut,
          told.stream().allMatch(one -> one.state() == SearchState.ANSWERED),
          told);
    }

    private static List<FoundPage> hits(String provider, Json.Obj output) {
      List<FoundPage> hits = new ArrayList<>();
      if (output.get("items") instanceof Json.Arr(List<Json> items)) {
        for (Json item : items) {
          int rank = hits.size() + 1;
          hits.add(new FoundPage(provider, rank, ReciprocalRank.score(rank), hit((Json.Obj) item)));
        }
      }
      return hits;
    }

    private static ContentHit hit(Json.Obj item) {
      Fields fields = Fields.of(item);
      Json space = item.get("space");
      return new ContentHit(
          ref(fields.object("page")),
          fields.text("title"),
          item.text("snippet"),
          space instanceof Json.Obj named ? ref(named) : null,
          item.text("webUrl"));
    }

    private static Ref ref(Json.Obj ref) {
      return new Ref(ref.text("provider"), Fields.of(ref).text("id"));
    }
  }
}
