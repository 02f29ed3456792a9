package io.auterity.insight.learn;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The storage format of what a route has learned: a number that tells the format, then all of it.
 */
public final class LearnedFormat {

  private static final int FORMAT = 1;
  private static final int SIZE = CallFeatures.SIZE;

  /** All of it. */
  public static byte[] write(LearnedState state) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORMAT);
      out.writeUTF(state.route());
      out.writeInt(state.routeVersion());
      out.writeLong(state.version());
      write(state.made(), out);
      out.writeLong(state.heard().scores());
      write(state.heard().latest(), out);
      out.writeBoolean(state.on());
      out.writeUTF(state.why());
      write(state.evidence(), out);
      write(state.model(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what was written.
   *
   * @throws IllegalArgumentException when it is of another format, or damaged
   */
  public static LearnedState read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalArgumentException("what was learned is of format " + format);
      }
      return new LearnedState(
          in.readUTF(),
          in.readInt(),
          in.readLong(),
          instant(in),
          new LearnedState.Heard(in.readLong(), instantOrNull(in)),
          in.readBoolean(),
          in.readUTF(),
          evidence(in),
          model(in));
    } catch (IOException e) {
      throw new IllegalArgumentException("what was learned is damaged", e);
    }
  }

  private static void write(@Nullable Instant at, DataOutputStream out) throws IOException {
    out.writeBoolean(at != null);
    if (at != null) {
      out.writeLong(at.getEpochSecond());
      out.writeInt(at.getNano());
    }
  }

  private static Instant instant(DataInputStream in) throws IOException {
    Instant at = instantOrNull(in);
    if (at == null) {
      throw new IllegalArgumentException("what was learned has no time");
    }
    return at;
  }

  private static @Nullable Instant instantOrNull(DataInputStream in) throws IOException {
    return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
  }

  private static void write(HoldoutScore evidence, DataOutputStream out) throws IOException {
    out.writeInt(evidence.calls());
    out.writeDouble(evidence.rules());
    out.writeDouble(evidence.learned());
    out.writeDouble(evidence.error());
    out.writeInt(evidence.differing());
    out.writeDouble(evidence.regret().asked());
    out.writeDouble(evidence.regret().rules());
    out.writeDouble(evidence.regret().learned());
    out.writeDouble(evidence.calibrationError());
    out.writeInt(evidence.bins().size());
    for (HoldoutScore.Bin bin : evidence.bins()) {
      out.writeDouble(bin.from());
      out.writeDouble(bin.to());
      out.writeInt(bin.calls());
      out.writeDouble(bin.expected());
      out.writeDouble(bin.given());
    }
    out.writeInt(evidence.offers().size());
    for (HoldoutScore.Known known : evidence.offers()) {
      out.writeUTF(known.offer());
      out.writeInt(known.calls());
      out.writeDouble(known.score());
      out.writeDouble(known.cost());
      out.writeDouble(known.tookMillis());
    }
  }

  private static HoldoutScore evidence(DataInputStream in) throws IOException {
    return new HoldoutScore(
        in.readInt(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readInt(),
        new HoldoutScore.Regret(in.readDouble(), in.readDouble(), in.readDouble()),
        in.readDouble(),
        list(
            in,
            () ->
                new HoldoutScore.Bin(
                    in.readDouble(),
                    in.readDouble(),
                    in.readInt(),
                    in.readDouble(),
                    in.readDouble())),
        list(
            in,
            () ->
                new HoldoutScore.Known(
                    in.readUTF(),
                    in.readInt(),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble())));
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> List<T> list(DataInputStream in, Reading<T> one) throws IOException {
    int size = in.readInt();
    List<T> all = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      all.add(one.read());
    }
    return all;
  }

  private static void write(LearnedModel model, DataOutputStream out) throws IOException {
    out.writeDouble(model.dear());
    out.writeDouble(model.slow());
    out.writeInt(model.arms().size());
    for (Map.Entry<String, ArmModel> arm : new TreeMap<>(model.arms()).entrySet()) {
      out.writeUTF(arm.getKey());
      out.writeInt(arm.getValue().lessons());
      for (int i = 0; i < SIZE; i++) {
        for (int t = 0; t < ArmModel.TARGETS; t++) {
          out.writeDouble(arm.getValue().weight(t, i));
        }
        // Symmetric, so that one half is all.
        for (int j = 0; j <= i; j++) {
          out.writeDouble(arm.getValue().inverse(i, j));
        }
      }
    }
  }

  private static LearnedModel model(DataInputStream in) throws IOException {
    double dear = in.readDouble();
    double slow = in.readDouble();
    int count = in.readInt();
    Map<String, ArmModel> arms = new HashMap<>();
    for (int a = 0; a < count; a++) {
      arms.put(in.readUTF(), arm(in));
    }
    return new LearnedModel(dear, slow, arms);
  }

  private static ArmModel arm(DataInputStream in) throws IOException {
    int lessons = in.readInt();
    double[][] weights = new double[ArmModel.TARGETS][SIZE];
    double[][] inverse = new double[SIZE][SIZE];
    for (int i = 0; i < SIZE; i++) {
      for (int t = 0; t < ArmModel.TARGETS; t++) {
        weights[t][i] = in.readDouble();
      }
      for (int j = 0; j <= i; j++) {
        inverse[i][j] = in.readDouble();
        inverse[j][i] = inverse[i][j];
      }
    }
    return new ArmModel(lessons, weights, inverse);
  }
}
