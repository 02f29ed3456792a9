package io.auterity.testkit.contract;

import static com.tngtech.archunit.lang.ArchRule.Assertions.assertNoViolation;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What holds for the packages of every module. */
public final class Packages {

  private static final Map<URI, EvaluationResult> FOUND = new ConcurrentHashMap<>();

  private Packages() {}

  /** Fails when packages below a root use each other in a circle; tests do not count. */
  public static void formNoCycle(String root) {
    noCycle()
        .check(
            alone(
                () ->
                    new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(root)));
  }

  /**
   * Fails when packages in one place use each other in a circle. A place is looked at once: many
   * suites ask of the same plugin.
   */
  static void formNoCycle(URI home) {
    assertNoViolation(
        FOUND.computeIfAbsent(
            home,
            place ->
                noCycle()
                    .evaluate(
                        alone(
                            () ->
                                new ClassFileImporter()
                                    .importLocations(Set.of(Location.of(place)))))));
  }

  // What they use of the JDK and of libraries closes no circle, and is not read.
  private static JavaClasses alone(Supplier<JavaClasses> imported) {
    return ArchConfiguration.withThreadLocalScope(
        configuration -> {
          configuration.setResolveMissingDependenciesFromClassPath(false);
          return imported.get();
        });
  }

  private static ArchRule noCycle() {
    return slices().matching("(**)").should().beFreeOfCycles();
  }
}
