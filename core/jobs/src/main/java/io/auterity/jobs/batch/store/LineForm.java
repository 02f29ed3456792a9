package io.auterity.jobs.batch.store;

import io.auterity.jobs.batch.BatchLine;
import io.auterity.jobs.batch.LineAnswer;
import io.auterity.jobs.batch.LineEnd;
import io.auterity.jobs.batch.LineState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Lines as bytes, before they are sealed: the version of the form, the line's custom id, and of a
 * question its body; of an answer its status, its request, what was lost, and its body. Where
 * nothing was lost the form is the first, which has no place for it.
 */
final class LineForm {

  private static final int FIRST = 1;
  private static final int WITH_LOSSES = 2;

  static byte[] question(BatchLine line) {
    return bytes(
        FIRST,
        out -> {
          out.writeUTF(line.customId());
          out.write(line.body());
        });
  }

  static byte[] answer(LineEnd end, LineAnswer answer) {
    boolean whole = answer.lossy().isEmpty();
    return bytes(
        whole ? FIRST : WITH_LOSSES,
        out -> {
          out.writeUTF(end.customId());
          out.writeShort(answer.status());
          out.writeUTF(answer.request());
          if (!whole) {
            out.writeUTF(answer.lossy());
          }
          out.write(answer.body());
        });
  }

  static BatchLine question(int number, int attempts, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      version(in, FIRST);
      return new BatchLine(number, in.readUTF(), in.readAllBytes(), attempts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a line that was not asked the question stands there still. */
  static LineEnd end(int number, LineState state, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = version(in, WITH_LOSSES);
      String customId = in.readUTF();
      boolean asked = state == LineState.SUCCEEDED || state == LineState.FAILED;
      return new LineEnd(number, customId, state, asked ? answer(version, in) : null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LineAnswer answer(int version, DataInputStream in) throws IOException {
    int status = in.readUnsignedShort();
    String request = in.readUTF();
    String lossy = version == FIRST ? "" : in.readUTF();
    return new LineAnswer(status, request, lossy, in.readAllBytes());
  }

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(int version, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(version);
      content.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static int version(DataInputStream in, int newest) throws IOException {
    int version = in.readUnsignedByte();
    if (version < FIRST || version > newest) {
      throw new IOException("a line of a batch in form %d".formatted(version));
    }
    return version;
  }
}
