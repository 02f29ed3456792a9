package io.auterity.bench.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.bench.figures.Figures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProfileTest {

  private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

  @Test
  void aSampleIsOnTheAccountOfTheInnermostStage() {
    assertThat(
            Profile.stage(
                "gateway",
                List.of(
                    "java.util.HashMap.put",
                    "io.auterity.platform.json.JsonWriter.write",
                    "io.auterity.relay.decision.DecisionFormat.pack",
                    "io.auterity.relay.road.WriteRecord.run",
                    "java.lang.VirtualThread.run")))
        .isEqualTo("decision");
  }

  @Test
  void aStageMayClaimALibraryOrAThread() {
    List<String> wake =
        List.of("sun.nio.ch.EPollSelectorImpl.wakeup", "io.auterity.relay.Relay.invoke");

    assertThat(Profile.stage("gateway", wake)).isEqualTo("wake");
    assertThat(Profile.stage("decisions", wake)).isEqualTo("writer");
    assertThat(Profile.stage("main", List.of("java.lang.Object.wait"))).isEqualTo(Profile.OTHER);
  }

  @Test
  void everyPackageThatAStageClaimsIsThere() {
    assertThat(Profile.STAGES.values().stream().flatMap(List::stream))
        .filteredOn(place -> place.startsWith("io.auterity."))
        .isNotEmpty()
        .allSatisfy(place -> assertThat(folder(place)).matches(ProfileTest::isThere));
  }

  // A place may go on with a class.
  private static String folder(String place) {
    return Stream.of(place.split("\\.", -1))
        .takeWhile(word -> !word.isEmpty() && Character.isLowerCase(word.charAt(0)))
        .reduce((one, other) -> one + "." + other)
        .orElseThrow();
  }

  private static boolean isThere(String name) {
    Path sources = Path.of("src", "main", "java", name.replace('.', '/'));
    try (Stream<Path> modules = Files.find(ROOT, 2, (path, kind) -> kind.isDirectory())) {
      return modules.anyMatch(module -> Files.isDirectory(module.resolve(sources)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void stagesAndThreadsOfTheJvmAddUpToTheWhole() {
    Map<String, Duration> before = Map.of("GC Thread#0", Duration.ofSeconds(1));
    Map<String, Duration> after =
        Map.of(
            "GC Thread#0", Duration.ofSeconds(2),
            "C2 CompilerThre", Duration.ofSeconds(1),
            "decisions", Duration.ofSeconds(9));

    Figures figures =
        ProfiledLoad.figures(
            1_000,
            Duration.ofSeconds(10),
            ProfiledLoad.jvm(before, after),
            Map.of("door", Duration.ofSeconds(1), "road", Duration.ofSeconds(3)));

    assertThat(figures.values())
        .containsEntry("cpu_us_per_request", 10_000.0)
        .containsEntry("us_gc", 1_000.0)
        .containsEntry("us_jit", 1_000.0)
        .containsEntry("us_door", 2_000.0)
        .containsEntry("us_road", 6_000.0);
  }
}
