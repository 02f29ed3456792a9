package io.auterity.testkit.contract;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** What holds for the packages of every module. */
public final class Packages {

  private Packages() {}

  /** Fails when packages below a root use each other in a circle; tests do not count. */
  public static void formNoCycle(String root) {
    slices()
        .matching("(**)")
        .should()
        .beFreeOfCycles()
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root));
  }
}
