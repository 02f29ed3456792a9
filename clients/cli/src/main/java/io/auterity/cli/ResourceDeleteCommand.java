package io.auterity.cli;

import io.auterity.cli.exit.CliException;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ends a resource. */
@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    description = {
      "Ends a resource, unless others need it. Its versions are kept: resource rollback brings it"
          + " back."
    })
final class ResourceDeleteCommand implements Callable<Integer> {

  @Mixin private final ResourceCommand.Named resource = new ResourceCommand.Named();

  @Option(names = "--yes", description = "Do not ask; needed where there is no terminal.")
  private boolean yes;

  @Override
  public Integer call() {
    if (!yes && !agreed()) {
      throw CliException.failed("nothing was deleted");
    }
    resource.client().delete(resource.path(""));
    System.out.printf("%s deleted%n", resource);
    return 0;
  }

  private boolean agreed() {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(
                () ->
                    CliException.badInput(
                        "there is no terminal to ask at: say --yes to delete " + resource));
    String answer = console.readLine("Delete %s? [y/N] ", resource);
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
