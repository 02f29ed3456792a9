package io.auterity.toolkit;

import io.auterity.testkit.contract.Packages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the contract suites hold a plugin to, for the library that plugins bundle. */
@Tag("boundary")
class BoundaryTest {

  @Test
  void thePackagesFormNoCycle() {
    Packages.formNoCycle("io.auterity.toolkit");
  }
}
