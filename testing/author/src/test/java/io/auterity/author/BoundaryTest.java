package io.auterity.author;

import io.auterity.testkit.contract.Packages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("boundary")
class BoundaryTest {

  @Test
  void thePackagesFormNoCycle() {
    Packages.formNoCycle("io.auterity.author");
  }
}
