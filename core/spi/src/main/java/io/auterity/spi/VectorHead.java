package io.auterity.spi;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells by a text's vector how much the text is of one sort, going by texts that it is near to:
 * kernel ridge regression with a Gaussian kernel (Saunders, Gammerman and Vovk 1998), trained
 * before for the vectors of one model, which have the length one.
 */
public final class VectorHead {

  /** Whether a text is an instruction where none belongs. */
  public static final String INJECTION = "injection";

  /**
   * Whether what a document or a tool has told gives orders to the model that reads it for a user.
   */
  public static final String ORDER_IN_DOCUMENT = "order_in_document";

  /**
   * A text that it was taught.
   *
   * @param numbers those of its vector, in steps of the head
   * @param weight how much it speaks for the sort, or against it
   */
  // Numbers are handed on, never compared.
  @SuppressWarnings("ArrayRecordComponent")
  public record Exemplar(byte[] numbers, float weight) {}

  private final String subject;
  private final List<Exemplar> exemplars;
  private final double step;
  private final double sharpness;
  private final double threshold;
  private final double[] lengths;

  /**
   * A head.
   *
   * @param subject what it tells, e.g. {@link #INJECTION}
   * @param step what one in an exemplar's numbers is in those of a vector
   * @param sharpness how fast likeness falls with the squared distance, more than 0
   * @param threshold score from which on a text counts as one
   */
  public VectorHead(
      String subject, List<Exemplar> exemplars, double step, double sharpness, double threshold) {
    this.subject = subject;
    this.exemplars = List.copyOf(exemplars);
    this.step = step;
    this.sharpness = sharpness;
    this.threshold = threshold;
    this.lengths =
        exemplars.stream().mapToDouble(one -> step * step * square(one.numbers())).toArray();
  }

  private static long square(byte[] numbers) {
    long sum = 0;
    for (byte number : numbers) {
      sum += number * number;
    }
    return sum;
  }

  /** Reads one that was {@linkplain #write written}. */
  public static VectorHead read(InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(from));
    String subject = in.readUTF();
    double step = in.readDouble();
    double sharpness = in.readDouble();
    double threshold = in.readDouble();
    int count = in.readInt();
    int width = in.readInt();
    List<Exemplar> exemplars = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      float weight = in.readFloat();
      byte[] numbers = new byte[width];
      in.readFully(numbers);
      exemplars.add(new Exemplar(numbers, weight));
    }
    return new VectorHead(subject, exemplars, step, sharpness, threshold);
  }

  /** Subject, step, sharpness and threshold; how many exemplars of how many numbers; these. */
  public void write(OutputStream to) throws IOException {
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(to));
    out.writeUTF(subject);
    out.writeDouble(step);
    out.writeDouble(sharpness);
    out.writeDouble(threshold);
    out.writeInt(exemplars.size());
    out.writeInt(exemplars.getFirst().numbers().length);
    for (Exemplar one : exemplars) {
      out.writeFloat(one.weight());
      out.write(one.numbers());
    }
    out.flush();
  }

  /** What it tells. */
  public String subject() {
    return subject;
  }

  /** Score from which on a text counts as one of that sort. */
  public double threshold() {
    return threshold;
  }

  /** From 0, as what was taught as none of that sort, to 1, as what was taught as one. */
  public double score(float[] vector) {
    double sum = 0;
    for (int i = 0; i < lengths.length; i++) {
      Exemplar one = exemplars.get(i);
      double distance = 1 + lengths[i] - 2 * step * dot(vector, one.numbers());
      sum += one.weight() * Math.exp(-sharpness * distance);
    }
    return Math.clamp((1 + sum) / 2, 0, 1);
  }

  private static float dot(float[] vector, byte[] numbers) {
    float sum = 0;
    for (int i = 0; i < numbers.length; i++) {
      sum += vector[i] * numbers[i];
    }
    return sum;
  }
}
