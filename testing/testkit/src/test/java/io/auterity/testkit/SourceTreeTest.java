package io.auterity.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What holds for the sources of all modules together. */
@Tag("boundary")
class SourceTreeTest {

  private static final Path ROOT = Repository.root();
  private static final Set<String> SHARED = Set.of("Main.java", "package-info.java");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|]+) \\|(.+/.+)\\|$");

  /** Of a subquery or an array the columns stand there. */
  private static final Pattern ALL_COLUMNS =
      Pattern.compile(
          "select \\*(?!\\s+from (?:\\(|unnest))|returning \\*|(?:select|returning|,) \\w+\\.\\*");

  private static final Pattern PATH = Pattern.compile("`([^`]+/[^`]*)`");

  @Test
  void noNameOfAClassStandsTwice() {
    Map<String, Set<Path>> places = new TreeMap<>();
    for (Path file : sources()) {
      places
          .computeIfAbsent(file.getFileName().toString(), name -> new TreeSet<>())
          .add(ROOT.relativize(file));
    }

    assertThat(places).hasSizeGreaterThan(500);
    places.keySet().removeAll(SHARED);
    places.values().removeIf(files -> files.size() == 1);
    assertThat(places).isEmpty();
  }

  @Test
  void contributingSaysWhereToChangeWhat() throws IOException {
    List<MatchResult> rows =
        ROW.matcher(Files.readString(ROOT.resolve("CONTRIBUTING.md"))).results().toList();

    assertThat(rows)
        .extracting(row -> row.group(1))
        .containsExactly(
            "feature",
            "door",
            "dialect",
            "connector",
            "stage",
            "strategy",
            "type of step of workflows",
            "template of workflows",
            "fault rule",
            "price unit",
            "limit scope",
            "finder of a guardrail",
            "resource kind",
            "noun (REST operations)",
            "function of expressions",
            "background job",
            "table",
            "setting",
            "page",
            "CLI verb");
    assertThat(rows.stream().flatMap(row -> PATH.matcher(row.group(2)).results()))
        .hasSizeGreaterThanOrEqualTo(rows.size())
        .allSatisfy(path -> assertThat(ROOT.resolve(path.group(1))).exists());
  }

  @Test
  void allMigrationsStandWhereTheyAreFrozen() {
    assertThat(
            modules()
                .map(module -> module.resolve("src"))
                .filter(Files::isDirectory)
                .flatMap(folder -> under(folder, Integer.MAX_VALUE))
                .filter(folder -> folder.endsWith("db/migration"))
                .map(folder -> ROOT.relativize(folder).toString()))
        .as("only MigrationsTest of core/platform keeps databases from a changed migration")
        .containsExactly("core/platform/src/main/resources/db/migration");
  }

  /**
   * A migration that adds a column would change the result of a statement that servers of the
   * version before have prepared, and fail it.
   */
  @Test
  void everyStatementNamesItsColumns() throws IOException {
    for (Path file :
        sources().stream().filter(f -> !f.startsWith(ROOT.resolve("testing"))).toList()) {
      assertThat(ALL_COLUMNS.matcher(Files.readString(file)).results().map(MatchResult::group))
          .as(ROOT.relativize(file).toString())
          .isEmpty();
    }
  }

  private static Stream<Path> modules() {
    return Stream.of("core", "plugins", "clients", "deploy", "testing")
        .flatMap(group -> under(ROOT.resolve(group), 1));
  }

  private static List<Path> sources() {
    return modules()
        .map(module -> module.resolve("src/main/java"))
        .filter(Files::isDirectory)
        .flatMap(folder -> under(folder, Integer.MAX_VALUE))
        .filter(file -> file.toString().endsWith(".java"))
        .toList();
  }

  private static Stream<Path> under(Path folder, int depth) {
    try (Stream<Path> found = Files.walk(folder, depth)) {
      return found.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
