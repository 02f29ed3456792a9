package io.auterity.plugins.script.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * The outcome of a script.
 *
 * @param text JSON of its value, or why there is none
 * @param log what it wrote to the console
 */
public record ScriptOutcome(End end, String text, String log) {

  /** How a script ended. */
  public enum End {
    VALUE,
    FAULT,
    TOO_LARGE
  }

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(end.name());
    Frames.write(out, text.getBytes(StandardCharsets.UTF_8));
    Frames.write(out, log.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /** Reads one from a process, which is not trusted. */
  public static ScriptOutcome read(DataInputStream in) throws IOException {
    End end = end(in.readUTF());
    byte[] text = Frames.read(in, Frames.MOST_JSON);
    byte[] log = Frames.read(in, Frames.MOST_LOG);
    return new ScriptOutcome(
        end, new String(text, StandardCharsets.UTF_8), new String(log, StandardCharsets.UTF_8));
  }

  private static End end(String name) throws IOException {
    return Stream.of(End.values())
        .filter(end -> end.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException("no end of a script: " + name));
  }
}
