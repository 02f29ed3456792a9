package io.auterity.server.bounds;

import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A whole number that production code names, in whichever module it stands. */
final class SourceConstant {

  private static final Map<String, Path> SOURCES = sources();
  private static final Pattern FACTORS = Pattern.compile("\\s*\\*\\s*");
  private static final Pattern SHIFT = Pattern.compile("\\s*<<\\s*");
  private static final Pattern DURATION =
      Pattern.compile("Duration\\.of(Seconds|Minutes)\\((.+)\\)");

  private SourceConstant() {}

  /**
   * Its value; of a duration the seconds.
   *
   * @param name of the class and of the constant, e.g. {@code JsonReader.DEPTH}
   */
  static long of(String name) {
    int dot = name.indexOf('.');
    Path source = SOURCES.get(name.substring(0, dot));
    if (source == null) {
      throw new AssertionError("no class of " + name);
    }
    Matcher constant =
        Pattern.compile(
                "\\b(?:int|long|Duration) %s\\s*=\\s*([^;]+);".formatted(name.substring(dot + 1)))
            .matcher(text(source));
    if (!constant.find()) {
      throw new AssertionError("no number %s in %s".formatted(name, source));
    }
    return value(constant.group(1).strip());
  }

  private static long value(String expression) {
    Matcher duration = DURATION.matcher(expression);
    if (duration.matches()) {
      return value(duration.group(2)) * (duration.group(1).equals("Minutes") ? 60 : 1);
    }
    String[] shift = SHIFT.split(expression, -1);
    if (shift.length == 2) {
      return value(shift[0]) << value(shift[1]);
    }
    long product = 1;
    for (String factor : FACTORS.split(expression, -1)) {
      product *= Long.parseLong(factor.replaceAll("[_L]", ""));
    }
    return product;
  }

  private static String text(Path source) {
    try {
      return Files.readString(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // A simple name of a class stands once in production code.
  private static Map<String, Path> sources() {
    return Stream.of("core", "plugins")
        .flatMap(folder -> all(Repository.root().resolve(folder)))
        .collect(
            Collectors.toMap(
                file -> file.getFileName().toString().replace(".java", ""),
                file -> file,
                (one, other) -> one));
  }

  private static Stream<Path> all(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/main/java/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
