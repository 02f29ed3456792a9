package io.auterity.testkit.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real {@code git} in one folder, without anything that its user has configured. */
public record GitCommand(Path folder) {

  /** What a command said, on both of its outputs, and how it ended. */
  public record Said(int exit, String text) {}

  /** Skips the test where there is no git. */
  public static void require(Path folder) {
    boolean there;
    try {
      there = new GitCommand(folder).tried("--version").exit() == 0;
    } catch (UncheckedIOException e) {
      there = false;
    }
    assumeTrue(there, "there is no git on this machine");
  }

  /** What a command says that must succeed. */
  public String does(String... words) {
    Said said = tried(words);
    assertThat(said.exit()).as(said.text()).isZero();
    return said.text().strip();
  }

  /** What a command says that must not. */
  public String fails(String... words) {
    Said said = tried(words);
    assertThat(said.exit()).as(said.text()).isNotZero();
    return said.text();
  }

  /** What a command says, whether it succeeds or not. */
  public Said tried(String... words) {
    try {
      Process process = start(words);
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a command; the caller reads its output. */
  public Process start(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.org",
                "-c",
                "core.quotePath=false",
                "-c",
                "gc.auto=0"));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.redirectErrorStream(true).start();
  }

  /** The same in a folder below. */
  public GitCommand in(String name) {
    return new GitCommand(folder.resolve(name));
  }

  /** Clones into a folder below. */
  public GitCommand cloned(String url, String name) {
    does("clone", "-q", url, name);
    return in(name);
  }

  /** Writes a file and commits it. */
  public GitCommand commits(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    does("add", ".");
    does("commit", "-qm", "Write " + file);
    return this;
  }
}
