package io.auterity.plugins.script.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** The frames that the server and a process of scripts send each other, each bounded. */
public final class Frames {

  /** Bytes of the text of a script: four for each character. */
  public static final int MOST_CODE = 256 << 10;

  /** Bytes of an input, and of a value. */
  public static final int MOST_JSON = 1 << 20;

  /** Bytes of a log. */
  public static final int MOST_LOG = 64 << 10;

  /** The first byte of a process: it takes scripts from now on. */
  public static final int READY = 'R';

  private Frames() {}

  /** Writes a text in front of which its length stands. */
  public static void write(DataOutputStream out, byte[] text) throws IOException {
    out.writeInt(text.length);
    out.write(text);
  }

  /**
   * Reads such a text.
   *
   * @throws IOException also where it is longer than {@code most}
   */
  public static byte[] read(DataInputStream in, int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException("a frame of %d bytes, at most %d".formatted(length, most));
    }
    byte[] text = new byte[length];
    in.readFully(text);
    return text;
  }
}
