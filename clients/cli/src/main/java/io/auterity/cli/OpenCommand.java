package io.auterity.cli;

import io.auterity.cli.api.ConsoleLink;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens the console, signed in. */
@Command(
    name = "open",
    description = {
      "Opens the console in the browser with a link that signs in, once and within ten minutes.",
      "Where no browser can be opened, and with --print, it prints the link."
    })
final class OpenCommand extends RemoteCommand.OfTenant {

  private static final List<String> OPENERS = List.of("xdg-open", "open");

  @Parameters(
      arity = "0..1",
      paramLabel = "PAGE",
      defaultValue = "",
      description = "E.g. runs or decisions; the first page when absent.")
  private String page = "";

  @Option(names = "--print", description = "Print the link, open nothing.")
  private boolean print;

  @Override
  public Integer call() {
    String link = new ConsoleLink(client(), page).fresh();
    if (print || OPENERS.stream().noneMatch(opener -> opened(opener, link))) {
      System.out.println(link);
    }
    return 0;
  }

  private static boolean opened(String opener, String link) {
    try {
      return new ProcessBuilder(opener, link)
              .redirectOutput(Redirect.DISCARD)
              .redirectError(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
