package io.auterity.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes a container image of a distribution; {@code ./auterity image} puts that together. Exit
 * codes: 0 done, 1 failed, 2 bad input.
 */
@Command(name = "image")
public final class Main implements Callable<Integer> {

  @Option(names = "--distribution", required = true)
  private Path distribution = Path.of("");

  @Option(names = "--base", required = true)
  private String base = "";

  @Option(names = "--name", required = true)
  private String name = "";

  @Option(names = "--version", required = true)
  private String version = "";

  @Option(names = "--revision", required = true)
  private String revision = "";

  @Option(names = "--layout", required = true, description = "Receives the layout of OCI.")
  private Path layout = Path.of("");

  @Option(names = "--archive", required = true, description = "Receives what docker load reads.")
  private Path archive = Path.of("");

  @Option(names = "--scratch", required = true)
  private Path scratch = Path.of("");

  private Main() {}

  public static void main(String[] words) {
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler(
                (e, command, parsed) -> {
                  command.getErr().println("auterity: " + e.getMessage());
                  return 1;
                })
            .execute(words));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Files.createDirectories(scratch);
    ContainerImage image = new ContainerImage(distribution, base, name, version, revision);
    System.out.println(image.writeLayout(layout, scratch));
    image.writeArchive(archive, scratch);
    return 0;
  }
}
