package io.auterity.cli;

import io.auterity.cli.api.ApiException;
import io.auterity.cli.exit.CliException;
import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends a resource. */
@Command(
    name = "delete",
    description = {
      "Ends a resource, unless others need it. Its versions are kept: resource rollback brings it"
          + " back."
    })
final class ResourceDeleteCommand extends ResourceCommand.OfResource {

  @Option(names = "--yes", description = "Do not ask; needed where there is no terminal.")
  private boolean yes;

  @Override
  public Integer call() {
    if (isOf("provider")) {
      printRemovalNotes();
    }
    if (!yes && !agreed()) {
      throw CliException.failed("nothing was deleted");
    }
    client().delete(path(""));
    System.out.printf("%s deleted%n", name());
    return 0;
  }

  // Who may remove a provider need not be able to read it.
  private void printRemovalNotes() {
    try {
      client()
          .get(removalPath())
          .path("notes")
          .forEach(note -> System.out.println(note.asString()));
    } catch (ApiException e) {
      System.err.println("What it means for calls is not known: " + e.getMessage());
    }
  }

  private boolean agreed() {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(
                () ->
                    CliException.badInput(
                        "there is no terminal to ask at: say --yes to delete " + name()));
    String answer = console.readLine("Delete %s? [y/N] ", name());
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }
}
