package io.auterity.plugins.script.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a process of scripts and the server say to each other. */
class ScriptProcessTest {

  @Test
  void endsWithTheServerEvenWhileAScriptRuns() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-cp",
                System.getProperty("java.class.path"),
                ScriptProcess.class.getName(),
                "30000")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.getInputStream().read()).isEqualTo(Frames.READY);
    DataOutputStream out = new DataOutputStream(process.getOutputStream());
    out.writeInt(30_000);
    Frames.write(out, utf8("export default () => { for (;;) {} }"));
    Frames.write(out, utf8("null"));
    out.flush();

    out.close();

    assertThat(process.onExit().join().exitValue()).isZero();
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    ScriptOutcome outcome = new ScriptOutcome(ScriptOutcome.End.VALUE, "{\"ä\":1}", "line €\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    outcome.write(new DataOutputStream(bytes));

    assertThat(ScriptOutcome.read(in(bytes.toByteArray()))).isEqualTo(outcome);
  }

  @Test
  void refusesAFrameBeyondItsBoundBeforeItIsRead() {
    assertThatThrownBy(() -> Frames.read(in(new byte[] {0x7f, 0, 0, 0}), 10))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Frames.read(in(new byte[] {-1, 0, 0, 0}), 10))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ScriptOutcome.read(in(new byte[] {0, 1, '?'})))
        .hasMessageContaining("no end of a script: ?");
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
