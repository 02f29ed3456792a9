package io.auterity.plugins.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The real {@code git} in one folder, without anything that its user has configured. */
record GitWork(Path folder) {

  record Said(int exit, String text) {}

  /** Whether there is any on this machine. */
  static boolean isThere(Path folder) {
    try {
      return new GitWork(folder).tried("--version").exit() == 0;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  String does(String... words) {
    Said said = tried(words);
    assertThat(said.exit()).as(said.text()).isZero();
    return said.text().strip();
  }

  String fails(String... words) {
    Said said = tried(words);
    assertThat(said.exit()).as(said.text()).isNotZero();
    return said.text();
  }

  Said tried(String... words) {
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
    try {
      Process process = builder.redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Said(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  GitWork cloned(String url, String name) {
    does("clone", "-q", url, name);
    return new GitWork(folder.resolve(name));
  }

  /** Writes a file and commits it. */
  GitWork commits(String file, String text) {
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
