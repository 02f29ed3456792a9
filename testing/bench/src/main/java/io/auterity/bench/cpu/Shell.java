package io.auterity.bench.cpu;

import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs programs of the system, each on one core. */
public final class Shell {

  private Shell() {}

  /** The command on a core (taskset of util-linux). */
  public static List<String> on(int core, List<String> command) {
    List<String> words = new ArrayList<>(List.of("taskset", "-c", String.valueOf(core)));
    words.addAll(command);
    return words;
  }

  /**
   * What a command prints.
   *
   * @throws VoidRunException when it cannot be run or fails
   */
  public static String output(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new VoidRunException("%s failed: %s".formatted(command.getFirst(), text.strip()));
      }
      return text;
    } catch (IOException e) {
      throw new VoidRunException(
          "%s is missing: install it (for example 'apt install %1$s')"
              .formatted(command.getFirst()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new VoidRunException("interrupted");
    }
  }

  /** Lets others that want the same core go first (renice of util-linux). */
  public static void giveWay(long pid) {
    output(List.of("renice", "-n", "10", "-p", String.valueOf(pid)));
  }

  /** Moves a process with all its threads to a core. */
  public static void move(int core, long pid) {
    output(List.of("taskset", "-a", "-c", "-p", String.valueOf(core), String.valueOf(pid)));
  }
}
