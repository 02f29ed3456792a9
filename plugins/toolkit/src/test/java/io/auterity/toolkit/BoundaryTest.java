package io.auterity.toolkit;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the contract suites hold a plugin to, for the library that plugins bundle. */
@Tag("boundary")
class BoundaryTest {

  @Test
  void thePackagesFormNoCycle() {
    slices()
        .matching("io.auterity.toolkit.(*)..")
        .should()
        .beFreeOfCycles()
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.auterity.toolkit"));
  }
}
