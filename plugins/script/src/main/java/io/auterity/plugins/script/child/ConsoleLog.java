package io.auterity.plugins.script.child;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The stream that keeps the beginning of what a script writes to the console. */
final class ConsoleLog extends OutputStream {

  private static final String CUT = "\n… the rest was left out\n";
  private static final int MOST = Frames.MOST_LOG - 2 * CUT.length();

  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private boolean cut;

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) {
    int room = Math.min(count, MOST - kept.size());
    kept.write(bytes, from, room);
    cut |= room < count;
  }

  // What is cut within a character ends with U+FFFD, which has up to three bytes.
  @Override
  public String toString() {
    String text = kept.toString(StandardCharsets.UTF_8);
    return cut ? text + CUT : text;
  }
}
