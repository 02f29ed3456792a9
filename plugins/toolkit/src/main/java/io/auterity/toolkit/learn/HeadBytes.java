package io.auterity.toolkit.learn;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A head as it is stored: what is 0 is left out, and numbers stand bit by bit, so that what is read
 * thinks exactly as what was written did.
 */
final class HeadBytes {

  private static final int FORMAT = 0x41484431;
  private static final int MOST = 1 << 20;

  static byte[] write(
      List<String> labels, TextFeatures features, SoftmaxRegression model, double temperature) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      out.writeInt(FORMAT);
      out.writeInt(labels.size());
      for (String label : labels) {
        out.writeUTF(label);
      }
      out.writeDouble(temperature);
      out.writeInt(features.dimension());
      writeSparse(out, features.rarity(), 1, TextFeatures.BUCKETS);
      int columns = model.features() + 1;
      writeSparse(out, byFeature(model.weights(), columns, labels.size()), labels.size(), columns);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what was written.
   *
   * @throws IllegalArgumentException when it was not
   */
  static Head read(byte[] bytes) {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bytes)))) {
      if (in.readInt() != FORMAT) {
        throw new IllegalArgumentException("no head of a known form");
      }
      List<String> labels = new ArrayList<>();
      for (int left = count(in, MOST); left > 0; left--) {
        labels.add(in.readUTF());
      }
      double temperature = in.readDouble();
      TextFeatures features =
          new TextFeatures(new float[TextFeatures.BUCKETS], count(in, TextFeatures.BUCKETS));
      readSparse(in, features.rarity(), 1, TextFeatures.BUCKETS);
      int columns = features.size() + 1;
      float[] weights = new float[Math.multiplyExact(columns, labels.size())];
      readSparse(in, weights, labels.size(), columns);
      if (in.read() >= 0) {
        throw new IOException("something follows it");
      }
      SoftmaxRegression model =
          new SoftmaxRegression(
              features.size(), labels.size(), byFeature(weights, labels.size(), columns));
      return new Head(labels, features, model, temperature);
    } catch (IOException | ArithmeticException e) {
      throw new IllegalArgumentException("a head that is cut or damaged: " + e.getMessage(), e);
    }
  }

  // Lines become columns.
  private static float[] byFeature(float[] weights, int width, int height) {
    float[] turned = new float[weights.length];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        turned[column * height + row] = weights[row * width + column];
      }
    }
    return turned;
  }

  private static void writeSparse(DataOutputStream out, float[] values, int each, int count)
      throws IOException {
    int[] used = IntStream.range(0, count).filter(i -> isUsed(values, i, each)).toArray();
    out.writeInt(used.length);
    for (int i : used) {
      out.writeInt(i);
      for (int k = 0; k < each; k++) {
        out.writeFloat(values[i * each + k]);
      }
    }
  }

  private static boolean isUsed(float[] values, int at, int each) {
    return IntStream.range(at * each, (at + 1) * each).anyMatch(i -> values[i] != 0);
  }

  private static void readSparse(DataInputStream in, float[] values, int each, int count)
      throws IOException {
    for (int left = count(in, count); left > 0; left--) {
      int at = in.readInt();
      if (at < 0 || at >= count) {
        throw new IOException("there is no feature " + at);
      }
      for (int k = 0; k < each; k++) {
        values[at * each + k] = in.readFloat();
      }
    }
  }

  private static int count(DataInputStream in, int most) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > most) {
      throw new IOException("a count of " + count);
    }
    return count;
  }
}
