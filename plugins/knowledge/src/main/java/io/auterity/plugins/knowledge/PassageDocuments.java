package io.auterity.plugins.knowledge;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * The documents of the vector index. There is one for each passage, under its page and the digest
 * of its text, and one with the hash of the file for each page whose passages all have a vector.
 */
final class PassageDocuments {

  private static final String PAGE = "page";
  private static final String KEY = "key";
  private static final String DIGEST = "digest";
  private static final String BLOB = "blob";
  private static final String VECTOR = "vector";

  /**
   * What the index has of a page.
   *
   * @param blob null unless it has all of it
   * @param digests of the passages
   */
  record Known(@Nullable String blob, Set<String> digests) {

    static Known nothing() {
      return new Known(null, new HashSet<>());
    }
  }

  /** A passage that is near, and its cosine similarity. */
  record Near(long page, String digest, double similarity) {}

  /** All that the index has, by page. */
  static Map<Long, Known> known(IndexWriter writer) throws IOException {
    Map<Long, Known> known = new HashMap<>();
    try (DirectoryReader reader = DirectoryReader.open(writer)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        read(leaf, known);
      }
    }
    return known;
  }

  private static void read(LeafReaderContext leaf, Map<Long, Known> known) throws IOException {
    NumericDocValues pages = leaf.reader().getNumericDocValues(PAGE);
    BinaryDocValues digests = leaf.reader().getBinaryDocValues(DIGEST);
    BinaryDocValues blobs = leaf.reader().getBinaryDocValues(BLOB);
    Bits live = leaf.reader().getLiveDocs();
    while (pages != null && pages.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      int at = pages.docID();
      if (live == null || live.get(at)) {
        long number = pages.longValue();
        Known page = known.computeIfAbsent(number, none -> Known.nothing());
        if (digests != null && digests.advanceExact(at)) {
          page.digests().add(digests.binaryValue().utf8ToString());
        } else if (blobs != null && blobs.advanceExact(at)) {
          known.put(number, new Known(blobs.binaryValue().utf8ToString(), page.digests()));
        }
      }
    }
  }

  /** Keeps the vector of a passage in place of one before. */
  static void put(IndexWriter writer, long page, String digest, float[] vector) throws IOException {
    Document document = document(page, digest);
    document.add(new BinaryDocValuesField(DIGEST, new BytesRef(digest)));
    document.add(new KnnFloatVectorField(VECTOR, vector, VectorSimilarityFunction.COSINE));
    writer.updateDocument(key(page, digest), document);
  }

  /** Notes that all passages of a page have vectors, as its file has them. */
  static void putWhole(IndexWriter writer, long page, String blob) throws IOException {
    Document whole = document(page, BLOB);
    whole.add(new BinaryDocValuesField(BLOB, new BytesRef(blob)));
    writer.updateDocument(key(page, BLOB), whole);
  }

  /** Takes away that all passages of a page have vectors. */
  static void dropWhole(IndexWriter writer, long page) throws IOException {
    writer.deleteDocuments(key(page, BLOB));
  }

  /** Takes the vector of a passage away. */
  static void drop(IndexWriter writer, long page, String digest) throws IOException {
    writer.deleteDocuments(key(page, digest));
  }

  /** Takes all of a page away. */
  static void drop(IndexWriter writer, long page) throws IOException {
    writer.deleteDocuments(new Term(PAGE, Long.toString(page)));
  }

  private static Document document(long page, String name) {
    Document document = new Document();
    document.add(new StringField(PAGE, Long.toString(page), Field.Store.NO));
    document.add(new NumericDocValuesField(PAGE, page));
    document.add(new StringField(KEY, page + "/" + name, Field.Store.NO));
    return document;
  }

  private static Term key(long page, String name) {
    return new Term(KEY, page + "/" + name);
  }

  /**
   * Asks for the passages that are nearest to a vector.
   *
   * @param pages only of these; null for all
   */
  static Query nearest(float[] vector, int most, @Nullable Set<Long> pages) {
    return new KnnFloatVectorQuery(VECTOR, vector, most, pages == null ? null : among(pages));
  }

  private static Query among(Set<Long> pages) {
    return NumericDocValuesField.newSlowSetQuery(
        PAGE, pages.stream().mapToLong(Long::longValue).toArray());
  }

  /** The passages that were found, in their order. */
  static List<Near> near(DirectoryReader reader, ScoreDoc[] found) throws IOException {
    List<Near> near = new ArrayList<>();
    for (ScoreDoc each : found) {
      LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(each.doc, reader.leaves()));
      NumericDocValues pages = leaf.reader().getNumericDocValues(PAGE);
      BinaryDocValues digests = leaf.reader().getBinaryDocValues(DIGEST);
      int at = each.doc - leaf.docBase;
      if (pages != null && pages.advanceExact(at) && digests.advanceExact(at)) {
        // Lucene tells the cosine as a number from 0 to 1.
        double similarity = 2.0 * each.score - 1;
        near.add(new Near(pages.longValue(), digests.binaryValue().utf8ToString(), similarity));
      }
    }
    return near;
  }
}
