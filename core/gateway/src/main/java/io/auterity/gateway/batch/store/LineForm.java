package io.auterity.gateway.batch.store;

import io.auterity.gateway.batch.BatchLine;
import io.auterity.gateway.batch.LineAnswer;
import io.auterity.gateway.batch.LineEnd;
import io.auterity.gateway.batch.LineState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Lines as bytes, before they are sealed: the version of the form, the line's custom id, and of a
 * question its body; of an answer its status, its request and its body.
 */
final class LineForm {

  private static final int VERSION = 1;

  private LineForm() {}

  static byte[] question(BatchLine line) {
    return bytes(
        out -> {
          out.writeUTF(line.customId());
          out.write(line.body());
        });
  }

  static byte[] answer(LineEnd end, LineAnswer answer) {
    return bytes(
        out -> {
          out.writeUTF(end.customId());
          out.writeShort(answer.status());
          out.writeUTF(answer.request());
          out.write(answer.body());
        });
  }

  static BatchLine question(int number, int attempts, byte[] bytes) {
    try (DataInputStream in = open(bytes)) {
      return new BatchLine(number, in.readUTF(), in.readAllBytes(), attempts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of a line that was not asked the question stands there still. */
  static LineEnd end(int number, LineState state, byte[] bytes) {
    try (DataInputStream in = open(bytes)) {
      String customId = in.readUTF();
      boolean asked = state == LineState.SUCCEEDED || state == LineState.FAILED;
      LineAnswer answer =
          asked ? new LineAnswer(in.readUnsignedShort(), in.readUTF(), in.readAllBytes()) : null;
      return new LineEnd(number, customId, state, answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] bytes(Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      content.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static DataInputStream open(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("a line of a batch in form %d".formatted(version));
    }
    return in;
  }
}
