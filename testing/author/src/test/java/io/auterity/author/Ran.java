package io.auterity.author;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/**
 * A command that was run.
 *
 * @param text what it printed, errors too
 */
record Ran(int code, String text) {

  static Ran of(String... words) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream usual = System.out;
    try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      CommandLine command = Main.commandLine();
      PrintWriter writer = new PrintWriter(printed, true, StandardCharsets.UTF_8);
      command.setErr(writer).setOut(writer);
      int code = command.execute(words);
      return new Ran(code, printed.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(usual);
    }
  }
}
