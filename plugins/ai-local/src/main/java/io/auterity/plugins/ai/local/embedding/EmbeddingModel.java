package io.auterity.plugins.ai.local.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A model in memory. Each run takes one thread, the caller's; many may run at once. */
public final class EmbeddingModel implements AutoCloseable {

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordPieces pieces;
  private final Pooling pooling;

  private EmbeddingModel(
      OrtEnvironment environment, OrtSession session, WordPieces pieces, Pooling pooling) {
    this.environment = environment;
    this.session = session;
    this.pieces = pieces;
    this.pooling = pooling;
  }

  /** Loads a model; takes about a second. */
  public static EmbeddingModel load(ModelFile file) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      OrtSession session = environment.createSession(file.network(), options);
      return new EmbeddingModel(
          environment, session, WordPieces.read(file.tokenizer()), file.pooling());
    } catch (OrtException e) {
      throw new ModelException("cannot load " + file.id() + ": " + e.getMessage());
    }
  }

  /**
   * The vector of a text; one that is too long is read in chunks whose vectors are averaged by
   * length.
   *
   * @param betweenChunks may throw to stop
   */
  public Embedding embed(String text, Runnable betweenChunks) {
    List<List<Integer>> chunks = Chunks.of(pieces.of(text));
    float[] sum = {};
    int tokens = 0;
    for (List<Integer> chunk : chunks) {
      betweenChunks.run();
      float[] vector = pooling.of(run(chunk));
      sum = sum.length == 0 ? new float[vector.length] : sum;
      Vectors.add(sum, vector, Math.max(1, chunk.size()));
      tokens += chunk.size();
    }
    return new Embedding(Vectors.normalized(sum), tokens);
  }

  private float[][] run(List<Integer> chunk) {
    long[] ids = new long[chunk.size() + 2];
    ids[0] = WordPieces.CLS;
    ids[ids.length - 1] = WordPieces.SEP;
    for (int i = 0; i < chunk.size(); i++) {
      ids[i + 1] = chunk.get(i);
    }
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor input = row(ids);
        OnnxTensor mask = row(ones);
        OnnxTensor types = row(new long[ids.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
      return ((float[][][]) result.get(0).getValue())[0];
    } catch (OrtException e) {
      throw new ModelException(String.valueOf(e.getMessage()));
    }
  }

  private OnnxTensor row(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelException(String.valueOf(e.getMessage()));
    }
  }
}
