package io.auterity.plugins.knowledge;

import io.auterity.spi.Call;
import io.auterity.toolkit.Cancelled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * The words of all pages, on the disk beside them.
 *
 * <p>No write tells the index of itself. It holds the hash of each page's file and the commit that
 * it was last compared with; a search compares it with the newest one first and brings in the pages
 * that differ. So a sudden end between the two, an index that is missing, damaged, old or of
 * another form, and a restored backup are all one case.
 */
final class SearchIndex {

  static final String NUMBER = "number";
  static final String SPACE = "space";
  static final String TITLE = "title";
  static final String BODY = "body";

  /** Lucene's own analyzer without stop words: words of any script, in lower case. */
  static final Analyzer WORDS = new StandardAnalyzer();

  private static final String HEAD = "head";
  private static final String FORM = "form";
  private static final String PRESENT_FORM = "1";
  private static final String BLOB = "blob";

  private final KnowledgeContext knowledgeContext;
  private final ReentrantLock indexing = new ReentrantLock();

  SearchIndex(KnowledgeContext knowledgeContext) {
    this.knowledgeContext = knowledgeContext;
  }

  /** What is done with an index that holds all of a snapshot. */
  @FunctionalInterface
  interface Look<T> {
    T at(DirectoryReader reader) throws IOException;
  }

  /** Looks at the index as it is for the snapshot; others bring in pages meanwhile. */
  <T> T read(PagesAtHead snapshot, Call call, Look<T> look) throws IOException {
    Path place = knowledgeContext.context().directory().path().resolve("index");
    try (IndexFolder folder = IndexFolder.open(place)) {
      try (DirectoryReader reader = followed(folder, snapshot, call, false)) {
        return look.at(reader);
      } catch (CorruptIndexException e) {
        try (DirectoryReader reader = followed(folder, snapshot, call, true)) {
          return look.at(reader);
        }
      }
    }
  }

  private DirectoryReader followed(
      IndexFolder folder, PagesAtHead snapshot, Call call, boolean anew) throws IOException {
    PageArchive.alone(indexing, call);
    try {
      if (anew) {
        folder.empty();
      }
      follow(folder, snapshot, call);
      return folder.reader();
    } finally {
      indexing.unlock();
    }
  }

  private void follow(IndexFolder folder, PagesAtHead snapshot, Call call) throws IOException {
    Map<String, String> facts = folder.facts();
    String head = snapshot.holdings().head().name();
    if (head.equals(facts.get(HEAD)) && PRESENT_FORM.equals(facts.get(FORM))) {
      return;
    }
    if (!PRESENT_FORM.equals(facts.get(FORM))) {
      folder.empty();
    }
    folder.write(
        Codec.getDefault(),
        Map.of(FORM, PRESENT_FORM),
        writer -> {
          bring(writer, snapshot, call);
          return Map.of(HEAD, head, FORM, PRESENT_FORM);
        });
  }

  // Where the caller leaves in the middle, the pages that were brought in stay.
  private void bring(IndexWriter writer, PagesAtHead snapshot, Call call) throws IOException {
    Map<Long, BytesRef> known = known(writer);
    for (PageFile page : snapshot.holdings().pages().values()) {
      BytesRef blob = new BytesRef(page.blob().name());
      if (!blob.equals(known.remove(page.number()))) {
        Cancelled.check(call);
        writer.updateDocument(term(page.number()), document(page, blob, snapshot.body(page)));
      }
    }
    for (long gone : known.keySet()) {
      writer.deleteDocuments(term(gone));
    }
  }

  private static Term term(long number) {
    return new Term(NUMBER, Long.toString(number));
  }

  private static Document document(PageFile page, BytesRef blob, String body) {
    Document document = new Document();
    document.add(new StringField(NUMBER, Long.toString(page.number()), Field.Store.NO));
    document.add(new NumericDocValuesField(NUMBER, page.number()));
    document.add(new BinaryDocValuesField(BLOB, blob));
    document.add(new StringField(SPACE, Long.toString(page.space()), Field.Store.NO));
    document.add(new TextField(TITLE, page.title(), Field.Store.NO));
    document.add(new TextField(BODY, body, Field.Store.NO));
    return document;
  }

  private static Map<Long, BytesRef> known(IndexWriter writer) throws IOException {
    Map<Long, BytesRef> known = new HashMap<>();
    try (DirectoryReader reader = DirectoryReader.open(writer)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        NumericDocValues numbers = leaf.reader().getNumericDocValues(NUMBER);
        BinaryDocValues blobs = leaf.reader().getBinaryDocValues(BLOB);
        Bits live = leaf.reader().getLiveDocs();
        while (numbers != null && numbers.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
          int at = numbers.docID();
          if ((live == null || live.get(at)) && blobs.advanceExact(at)) {
            known.put(numbers.longValue(), BytesRef.deepCopyOf(blobs.binaryValue()));
          }
        }
      }
    }
    return known;
  }
}
