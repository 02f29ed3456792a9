package io.auterity.bench.connectors;

import io.auterity.bench.figures.Bench;
import io.auterity.bench.figures.Figures;
import io.auterity.bench.figures.Rounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long it takes to load each connector file that is shipped, and how long the processor works
 * for it: in a process that has loaded all of them again and again, the median of five rounds; and
 * once as the first thing that a process does.
 */
public final class ConnectorLoadBench implements Bench {

  private static final int WARM_UP_ROUNDS = 30;
  private static final int ROUNDS = 5;
  private static final double GOAL_MS = 100;

  @Override
  public String name() {
    return "connector-load";
  }

  @Override
  public String summary() {
    return "milliseconds to load each connector file, warm and as the first of a process";
  }

  @Override
  public Figures run() {
    FileLoad load = new FileLoad();
    List<Course> courses = shipped().stream().map(Course::new).toList();
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      courses.forEach(course -> load.load(course.file));
    }
    for (int round = 0; round < ROUNDS; round++) {
      courses.forEach(course -> course.warm.add(load.load(course.file)));
    }
    System.err.println("The warm rounds are done.");
    courses.forEach(course -> course.cold.add(FileLoad.first(course.file)));
    return figures(courses);
  }

  private static List<Path> shipped() {
    Path plugins = Path.of(System.getProperty("auterity.distribution"), "plugins");
    try (Stream<Path> files = Files.list(plugins)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Figures figures(List<Course> courses) {
    Figures figures = new Figures().add("files", courses.size());
    all(figures, "warm_ms", courses.stream().map(course -> course.warm.elapsed));
    all(figures, "warm_cpu_ms", courses.stream().map(course -> course.warm.processor));
    all(figures, "cold_ms", courses.stream().map(course -> course.cold.elapsed));
    all(figures, "cold_cpu_ms", courses.stream().map(course -> course.cold.processor));
    for (Course course : courses) {
      figures
          .add("warm_ms_" + course.name(), course.warm.elapsed)
          .add("warm_cpu_ms_" + course.name(), course.warm.processor)
          .add("cold_ms_" + course.name(), course.cold.elapsed.median())
          .add("cold_cpu_ms_" + course.name(), course.cold.processor.median());
    }
    return figures;
  }

  /** Of all files the median, the least and the most, and how many do not keep the goal. */
  private static void all(Figures figures, String name, Stream<Rounds> files) {
    Rounds medians = new Rounds();
    int over = 0;
    for (Rounds file : files.toList()) {
      medians.add(file.median());
      over += file.median() < GOAL_MS ? 0 : 1;
    }
    figures.add(name, medians).add(name + "_over_100", over);
  }

  private static final class Times {
    private final Rounds elapsed = new Rounds();
    private final Rounds processor = new Rounds();

    void add(FileLoad.Took took) {
      elapsed.add(took.elapsedMillis());
      processor.add(took.processorMillis());
    }
  }

  /** What was measured of one file. */
  private static final class Course {
    private final Path file;
    private final Times warm = new Times();
    private final Times cold = new Times();

    Course(Path file) {
      this.file = file;
    }

    String name() {
      return file.getFileName().toString().replace(".yaml", "").replace('-', '_');
    }
  }
}
