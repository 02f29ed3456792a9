package io.auterity.relay.road;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.spi.Json;
import io.auterity.spi.Ref;
import io.auterity.spi.git.NewBranch;
import io.auterity.spi.git.NewRepository;
import io.auterity.spi.git.Visibility;
import io.auterity.spi.git.WhichRepository;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalledResourceTest {

  private static Map<String, String> of(String capability, Record input) {
    return CalledResource.of(Catalogue.standard().find(capability).orElseThrow(), input);
  }

  @Test
  void whatAnInputSaysIsWhatItIsAbout() {
    NewRepository input =
        new NewRepository("bank", "letters", null, Visibility.PRIVATE, null, null);

    assertThat(of("git.repository.create", input))
        .containsOnly(
            Map.entry("kind", "repository"),
            Map.entry("name", "letters"),
            Map.entry("owner", "bank"),
            Map.entry("visibility", "private"));
  }

  @Test
  void anIdOfARepositoryTellsOwnerAndName() {
    assertThat(of("git.repository.get", new WhichRepository(Ref.of("bank/eu/letters"))))
        .containsOnly(
            Map.entry("kind", "repository"),
            Map.entry("name", "letters"),
            Map.entry("owner", "bank/eu"));
    assertThat(of("git.repository.get", new WhichRepository(Ref.of("42"))))
        .containsOnly(Map.entry("kind", "repository"), Map.entry("name", "42"));
  }

  @Test
  void aNameOfWhatIsMadeInARepositoryIsNotThatOfTheRepository() {
    assertThat(of("git.branch.create", new NewBranch(Ref.of("Bank/Payroll"), "letters", "main")))
        .containsEntry("name", "Payroll");
  }

  @Test
  void whatNoKindHasIsAboutWhatItsInputSaysToo() {
    Json.Obj reference = Json.EMPTY.with("provider", Json.of("forge")).with("id", Json.of("a/b"));

    assertThat(of("git.branch.create", said("repository", reference)))
        .containsOnly(Map.entry("kind", "branch"), Map.entry("name", "b"), Map.entry("owner", "a"));
    assertThat(of("git.branch.create", said("repository", Json.of("a/b"))))
        .containsEntry("owner", "a");
    assertThat(of("git.branch.create", said("visibility", Json.of("private"))))
        .containsEntry("visibility", "private");
    assertThat(of("git.branch.create", said("name", Json.of(7)))).doesNotContainKey("name");
  }

  private static ExtensionValue said(String name, Json value) {
    return new ExtensionValue(Json.EMPTY.with(name, value));
  }
}
