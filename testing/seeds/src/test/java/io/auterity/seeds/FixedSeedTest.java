package io.auterity.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

class FixedSeedTest {

  private static final List<Integer> DRAWN = new ArrayList<>();

  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE)
  void draws(@ForAll int value) {
    DRAWN.add(value);
  }

  @AfterContainer
  static void sameInEachRun() {
    assumeFalse(Boolean.getBoolean("auterity.explore"));
    assertThat(DRAWN).containsExactly(6, -201, 30);
  }
}
