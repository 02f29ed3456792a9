package io.auterity.provider;

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
  void knowsWhatItDoesNotListAsWell() {
    Offering open = Offering.ANY.informed(KNOWN);
    Offering usual = Offering.of("other").withUsual("vendor-m").informed(KNOWN);

    assertThat(open.find("vendor-m")).extracting(ModelSpec::context).isEqualTo(1_000L);
    assertThat(open.find("other")).isEqualTo(ModelSpec.named("other"));
    assertThat(usual.byId().get("vendor-m")).isEqualTo(open.find("vendor-m"));
    assertThat(usual.withModels(List.of()).find("vendor-m")).isEqualTo(open.find("vendor-m"));
  }

  @Test
  void aStarStandsForWhateverBeginsAName() {
    Offering open = Offering.ANY.informed(List.of(new KnownModel("*maker.m-v1:0", 5L, null, null)));

    assertThat(List.of("maker.m-v1:0", "eu.maker.m-v1:0", "arn:x/eu.maker.m-v1:0"))
        .allSatisfy(
            name -> assertThat(open.find(name)).extracting(ModelSpec::context).isEqualTo(5L));
    assertThat(open.find("maker.m-v1:0-x")).isEqualTo(ModelSpec.named("maker.m-v1:0-x"));
  }

  @Test
  void knowsNothingOfOtherModels() {
    Offering other = Offering.of("other");

    assertThat(other.informed(KNOWN).models()).isEqualTo(other.models());
    assertThat(other.informed(List.of())).isSameAs(other);
  }
}
