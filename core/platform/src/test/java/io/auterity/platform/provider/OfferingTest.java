package io.auterity.platform.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.PluginManifest.KnownModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class OfferingTest {

  private static final List<KnownModel> KNOWN =
      List.of(new KnownModel("vendor-m", 1_000L, 100L, List.of("tools")));

  @Test
  void takesWhatItDoesNotDeclareFromTheVendorsDocumentation() {
    ModelSpec named = new ModelSpec("m", "vendor-m", null, null, null, "eu", null, null);

    ModelSpec informed =
        Offering.ANY.withModels(List.of(named)).informed(KNOWN).models().getFirst();

    assertThat(informed)
        .isEqualTo(
            new ModelSpec("m", "vendor-m", 1_000L, 100L, List.of("tools"), "eu", null, null));
  }

  @Test
  void whatItDeclaresWins() {
    ModelSpec declared = new ModelSpec("vendor-m", null, 500L, 50L, List.of(), null, null, null);

    assertThat(Offering.ANY.withModels(List.of(declared)).informed(KNOWN).models())
        .containsExactly(declared);
  }

  @Test
  void knowsNothingOfOtherModels() {
    Offering other = Offering.of("other");

    assertThat(other.informed(KNOWN)).isEqualTo(other);
    assertThat(other.informed(List.of())).isSameAs(other);
  }
}
