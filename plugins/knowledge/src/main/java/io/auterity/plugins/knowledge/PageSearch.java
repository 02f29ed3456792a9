package io.auterity.plugins.knowledge;

import io.auterity.plugins.knowledge.PageMeanings.Nearest;
import io.auterity.plugins.knowledge.PassageDocuments.Near;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Finds pages that hold any of some words, those first that hold more and rarer ones; and, where
 * the provider has a model for that, pages that mean the same, merged with them by {@linkplain
 * ReciprocalRank reciprocal rank}.
 */
record PageSearch(
    KnowledgeContext desk, PageArchive archive, SearchIndex index, PageMeanings meanings) {

  private static final int MOST = 1_000;
  private static final int LONGEST = 1_000;
  private static final float TITLE_WEIGHT = 3;

  /** Best first; of equal ones the first that was made. */
  private static final Sort ORDER =
      new Sort(SortField.FIELD_SCORE, new SortField(SearchIndex.NUMBER, SortField.Type.LONG));

  private static final Comparator<Near> NEAREST =
      Comparator.comparingDouble(Near::similarity)
          .reversed()
          .thenComparingLong(Near::page)
          .thenComparing(Near::digest);

  private static final Pattern PLACE = Pattern.compile("(m?)([0-9]{1,3})");

  /**
   * Where a list goes on.
   *
   * @param meant whether its order is one of words and meaning
   */
  private record Place(int from, boolean meant) {

    static Place read(@Nullable Cursor cursor) {
      if (cursor == null) {
        return new Place(0, false);
      }
      Matcher place = PLACE.matcher(cursor.value());
      if (!place.matches()) {
        throw lost("is none of this list");
      }
      return new Place(Integer.parseInt(place.group(2)), !place.group(1).isEmpty());
    }

    Cursor after(int to) {
      return new Cursor((meant ? "m" : "") + to);
    }

    static CallFailedException lost(String why) {
      return Refusal.invalid("cursor", why + ": begin again without a cursor");
    }
  }

  /**
   * Pages in order, and how many there are.
   *
   * @param passages by which pages were found that hold none of the words
   */
  private record Found(List<Long> numbers, long total, Map<Long, PagePassage> passages) {}

  Page<ContentHit> search(ContentSearch search, Call call) {
    int limit = KnowledgeContext.LIMIT.of(search.limit());
    if (search.text().isBlank() || search.text().length() > LONGEST) {
      throw Refusal.invalid("text", "must have 1 to %d characters".formatted(LONGEST));
    }
    Place place = Place.read(search.cursor());
    return archive.read(
        call,
        snapshot -> {
          Optional<Query> words = query(search, snapshot.holdings());
          if (words.isEmpty()) {
            return new Page<>(List.of(), null, false, 0L);
          }
          Nearest nearest = new Nearest(null, null);
          if (place.from() == 0 || place.meant()) {
            nearest = nearest(snapshot, search, call);
          }
          Optional<Map<Long, PagePassage>> meant =
              nearest.passages() == null
                  ? Optional.empty()
                  : Optional.of(pages(snapshot, nearest.passages()));
          if (place.meant() && meant.isEmpty()) {
            throw Place.lost("goes on with what words mean, which cannot be asked for now");
          }
          Found found = found(snapshot, words.get(), meant, place.from() + limit, call);
          return page(snapshot, search, found, new Place(place.from(), meant.isPresent()), limit)
              .withNote(nearest.lack());
        });
  }

  private Nearest nearest(PagesAtHead snapshot, ContentSearch search, Call call) {
    Ref space = search.space();
    Set<Long> among = null;
    if (space != null) {
      long number = KnowledgeContext.number("space", space);
      among =
          snapshot.holdings().pages().values().stream()
              .filter(page -> page.space() == number)
              .map(PageFile::number)
              .collect(Collectors.toSet());
    }
    return meanings.nearest(snapshot, search.text(), among, call);
  }

  /** The pages of some passages, nearest first, each with its nearest one. */
  private static Map<Long, PagePassage> pages(PagesAtHead snapshot, List<Near> near)
      throws IOException {
    NavigableMap<Long, PageFile> pages = snapshot.holdings().pages();
    Map<Long, Map<String, PagePassage>> cut = new HashMap<>();
    Map<Long, PagePassage> meant = new LinkedHashMap<>();
    for (Near each : near.stream().sorted(NEAREST).toList()) {
      PageFile page = pages.get(each.page());
      if (page == null || meant.containsKey(each.page())) {
        continue;
      }
      Map<String, PagePassage> passages = cut.get(each.page());
      if (passages == null) {
        passages = PagePassage.of(page.title(), snapshot.body(page));
        cut.put(each.page(), passages);
      }
      PagePassage passage = passages.get(each.digest());
      if (passage != null) {
        meant.put(each.page(), passage);
      }
    }
    return meant;
  }

  private Found found(
      PagesAtHead snapshot,
      Query words,
      Optional<Map<Long, PagePassage>> meant,
      int most,
      Call call)
      throws IOException {
    return index.read(
        snapshot,
        call,
        reader -> {
          if (meant.isEmpty()) {
            return found(reader, words, most, call);
          }
          Map<Long, PagePassage> passages = meant.get();
          Found byWords = found(reader, words, MOST, call);
          List<Long> near = List.copyOf(passages.keySet());
          List<Long> merged = ReciprocalRank.merged(List.of(byWords.numbers(), near));
          long total = byWords.total() + near.size() - both(reader, words, near);
          Map<Long, PagePassage> alone = new HashMap<>(passages);
          alone.keySet().removeAll(byWords.numbers());
          return new Found(merged.subList(0, Math.min(MOST, merged.size())), total, alone);
        });
  }

  private static int both(DirectoryReader reader, Query words, List<Long> near) throws IOException {
    Query among =
        NumericDocValuesField.newSlowSetQuery(
            SearchIndex.NUMBER, near.stream().mapToLong(Long::longValue).toArray());
    Query both =
        new BooleanQuery.Builder()
            .add(words, BooleanClause.Occur.FILTER)
            .add(among, BooleanClause.Occur.FILTER)
            .build();
    return new IndexSearcher(reader).count(both);
  }

  private Page<ContentHit> page(
      PagesAtHead snapshot, ContentSearch search, Found found, Place place, int limit)
      throws IOException {
    List<ContentHit> hits = new ArrayList<>();
    Snippet snippet = Snippet.of(search.text());
    int from = place.from();
    int to = Math.min(found.numbers().size(), from + limit);
    for (long number : found.numbers().subList(Math.min(from, to), to)) {
      PageFile page = snapshot.holdings().page("page", number);
      PagePassage passage = found.passages().get(number);
      hits.add(
          new ContentHit(
              desk.ref(number),
              page.title(),
              snippet.in(passage == null ? snapshot.body(page) : passage.body()),
              desk.ref(page.space()),
              null));
    }
    boolean more = found.total() > to;
    boolean further = more && to < MOST && to > from;
    return new Page<>(hits, further ? place.after(to) : null, more && !further, found.total());
  }

  /** Empty where the text has no word. */
  private static Optional<Query> query(ContentSearch search, Holdings holdings) {
    QueryBuilder builder = new QueryBuilder(SearchIndex.WORDS);
    BooleanQuery.Builder words = new BooleanQuery.Builder();
    Query title = builder.createBooleanQuery(SearchIndex.TITLE, search.text());
    Query body = builder.createBooleanQuery(SearchIndex.BODY, search.text());
    if (title != null && body != null) {
      words.add(new BoostQuery(title, TITLE_WEIGHT), BooleanClause.Occur.SHOULD);
      words.add(body, BooleanClause.Occur.SHOULD);
    }
    words.setMinimumNumberShouldMatch(1);
    Ref space = search.space();
    if (space != null) {
      long number = holdings.space(KnowledgeContext.number("space", space)).number();
      words.add(
          new TermQuery(new Term(SearchIndex.SPACE, Long.toString(number))),
          BooleanClause.Occur.FILTER);
    }
    return title == null ? Optional.empty() : Optional.of(words.build());
  }

  private static Found found(DirectoryReader reader, Query query, int most, Call call)
      throws IOException {
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setTimeout(call::cancelled);
    TopDocs top =
        searcher.search(
            query, new TopFieldCollectorManager(ORDER, Math.min(most, MOST), Integer.MAX_VALUE));
    Cancelled.check(call);
    List<Long> numbers = new ArrayList<>();
    for (ScoreDoc each : top.scoreDocs) {
      LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(each.doc, reader.leaves()));
      NumericDocValues values = leaf.reader().getNumericDocValues(SearchIndex.NUMBER);
      if (values != null && values.advanceExact(each.doc - leaf.docBase)) {
        numbers.add(values.longValue());
      }
    }
    return new Found(numbers, top.totalHits.value(), Map.of());
  }
}
