package io.auterity.plugins.script;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command of a process of scripts where the plugin is not packed yet. */
final class UnpackedCommand {

  static ChildCommand endingAfter(Duration idle) {
    String engine =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.contains(File.separator + "graalvm" + File.separator))
            .collect(Collectors.joining(File.pathSeparator));
    String plugin = Path.of("target", "classes").toAbsolutePath().toString();
    return new ChildCommand(
        Stream.of(plugin, engine).collect(Collectors.joining(File.pathSeparator)), idle);
  }

  private UnpackedCommand() {}
}
