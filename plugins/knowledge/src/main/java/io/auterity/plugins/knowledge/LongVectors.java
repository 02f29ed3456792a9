package io.auterity.plugins.knowledge;

import java.io.IOException;
import org.apache.lucene.codecs.Codec;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;

/** Lucene's own form of vectors, which it writes by itself only to a length of 1,024. */
final class LongVectors extends KnnVectorsFormat {

  /** What else an index is written with is as always. */
  static final Codec CODEC =
      new FilterCodec(Codec.getDefault().getName(), Codec.getDefault()) {

        private final KnnVectorsFormat vectors =
            new PerFieldKnnVectorsFormat() {
              @Override
              public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
                return new LongVectors(new Lucene99HnswVectorsFormat());
              }
            };

        @Override
        public KnnVectorsFormat knnVectorsFormat() {
          return vectors;
        }
      };

  private final KnnVectorsFormat format;

  LongVectors(KnnVectorsFormat format) {
    super(format.getName());
    this.format = format;
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return format.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return format.fieldsReader(state);
  }

  @Override
  public int getMaxDimensions(String field) {
    return TextVectors.MOST_DIMENSIONS;
  }
}
