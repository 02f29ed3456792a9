package io.auterity.plugins.knowledge;

import io.auterity.spi.Call;
import io.auterity.spi.Cursor;
import io.auterity.spi.Page;
import io.auterity.spi.Ref;
import io.auterity.spi.knowledge.ContentHit;
import io.auterity.spi.knowledge.ContentSearch;
import io.auterity.toolkit.Cancelled;
import io.auterity.toolkit.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollectorManager;
import org.apache.lucene.util.QueryBuilder;
import org.jspecify.annotations.Nullable;

/** Finds pages that hold any of some words, those first that hold more and rarer ones. */
record PageSearch(Desk desk, PageArchive archive, SearchIndex index) {

  private static final int MOST = 1_000;
  private static final int LONGEST = 1_000;
  private static final float TITLE_WEIGHT = 3;

  /** Pages in order, and how many there are. */
  private record Found(List<Long> numbers, long total) {}

  Page<ContentHit> search(ContentSearch search, Call call) {
    int limit = Desk.LIMIT.of(search.limit());
    if (search.text().isBlank() || search.text().length() > LONGEST) {
      throw Refusal.invalid("text", "must have 1 to %d characters".formatted(LONGEST));
    }
    int from = from(search.cursor());
    return archive.read(
        call,
        snapshot -> {
          Query query = query(search, snapshot.holdings());
          Found found =
              index.read(snapshot, call, reader -> found(reader, query, from + limit, call));
          return page(snapshot, search, found, from, limit);
        });
  }

  private static int from(@Nullable Cursor cursor) {
    long from = Spaces.after(cursor);
    if (from >= MOST) {
      throw Refusal.invalid("cursor", "is none of this list: begin again without a cursor");
    }
    return (int) from;
  }

  private Page<ContentHit> page(
      PagesAtHead snapshot, ContentSearch search, Found found, int from, int limit)
      throws IOException {
    List<ContentHit> hits = new ArrayList<>();
    Snippet snippet = Snippet.of(search.text());
    int to = Math.min(found.numbers().size(), from + limit);
    for (long number : found.numbers().subList(Math.min(from, to), to)) {
      HeldPage page = snapshot.holdings().page("page", number);
      hits.add(
          new ContentHit(
              desk.ref(number),
              page.title(),
              snippet.in(snapshot.body(page)),
              desk.ref(page.space()),
              null));
    }
    boolean more = found.total() > to;
    boolean further = more && to < MOST;
    return new Page<>(
        hits, further ? new Cursor(Integer.toString(to)) : null, more && !further, found.total());
  }

  private static Query query(ContentSearch search, Holdings holdings) {
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
      long number = holdings.space(Desk.number("space", space)).number();
      words.add(
          new TermQuery(new Term(SearchIndex.SPACE, Long.toString(number))),
          BooleanClause.Occur.FILTER);
    }
    return words.build();
  }

  private static Found found(DirectoryReader reader, Query query, int most, Call call)
      throws IOException {
    IndexSearcher searcher = new IndexSearcher(reader);
    searcher.setTimeout(call::cancelled);
    TopDocs top =
        searcher.search(
            query, new TopScoreDocCollectorManager(Math.min(most, MOST), null, Integer.MAX_VALUE));
    Cancelled.check(call);
    List<Long> numbers = new ArrayList<>();
    for (ScoreDoc each : top.scoreDocs) {
      LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(each.doc, reader.leaves()));
      NumericDocValues values = leaf.reader().getNumericDocValues(SearchIndex.NUMBER);
      if (values != null && values.advanceExact(each.doc - leaf.docBase)) {
        numbers.add(values.longValue());
      }
    }
    return new Found(numbers, top.totalHits.value());
  }
}
