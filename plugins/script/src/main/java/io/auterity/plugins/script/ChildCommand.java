package io.auterity.plugins.script;

import io.auterity.plugins.script.child.ScriptProcess;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command that starts a process of scripts. It is given no environment, and a script nothing of
 * the server. Where the system has the command {@code nice}, it gets a processor after the server.
 *
 * @param classPath the plugin's jar and those of GraalJS
 * @param idle after how long a process ends that has nothing to do
 */
record ChildCommand(String classPath, Duration idle) {

  private static final Duration IDLE = Duration.ofSeconds(10);

  /** Of the commands of POSIX that stand there wherever they are. */
  private static final Path NICE = Path.of("/usr/bin/nice");

  /** A quarter of a processor while the server wants it too, so that a script still ends. */
  private static final String NICENESS = "5";

  private static final List<String> OPTIONS =
      List.of(
          "-Xmx96m",
          "-XX:MaxDirectMemorySize=8m",
          "-XX:MaxMetaspaceSize=80m",
          "-XX:ReservedCodeCacheSize=32m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1", // Scripts are short.
          "-XX:-UsePerfData",
          "-XX:-CreateCoredumpOnCrash",
          "-XX:ErrorFile=/dev/null",
          "-XX:+DisplayVMOutputToStderr",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED",
          // It would unpack a library into the home directory.
          "-Dpolyglotimpl.AttachLibraryFailureAction=ignore",
          "-Duser.home=/dev/null",
          "-Duser.timezone=UTC",
          "-Duser.language=en",
          "-Duser.country=US",
          "-Dfile.encoding=UTF-8");

  /** That of a plugin that lies in a folder, with GraalJS in a folder beside it. */
  static ChildCommand ofPlugin() {
    Path jar = home();
    Path engine = jar.resolveSibling("engine").resolve("*");
    return new ChildCommand(jar + File.pathSeparator + engine, IDLE);
  }

  private static Path home() {
    try {
      return Path.of(
          ChildCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the place of the plugin is no path", e);
    }
  }

  /** What of its class path is not there; null when all is. */
  @Nullable Path missing() {
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path place = Path.of(entry.endsWith("*") ? entry.substring(0, entry.length() - 1) : entry);
      if (!Files.exists(place)) {
        return place;
      }
    }
    return null;
  }

  Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words());
    builder.environment().clear();
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private List<String> words() {
    List<String> words = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      words.addAll(List.of(NICE.toString(), "-n", NICENESS));
    }
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(OPTIONS);
    words.addAll(List.of("-cp", classPath, ScriptProcess.class.getName()));
    words.add(Long.toString(idle.toMillis()));
    return words;
  }
}
