package io.auterity.cli;

import io.auterity.cli.exit.CliException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A command that does nothing itself, and has others below it. */
@Command(mixinStandardHelpOptions = true)
abstract class CommandGroup implements Callable<Integer> {

  private final String acts;

  /**
   * @param acts what can be asked for, e.g. {@code cache stats or cache purge}
   */
  CommandGroup(String acts) {
    this.acts = acts;
  }

  @Override
  public final Integer call() {
    throw CliException.badInput("say what to do: " + acts);
  }
}
