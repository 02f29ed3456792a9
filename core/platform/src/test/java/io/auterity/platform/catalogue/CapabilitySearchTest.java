package io.auterity.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import io.auterity.testkit.files.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whether people and agents find what they ask for, in the words of others. */
class CapabilitySearchTest {

  private static final int SHOWN = 3;

  private final Catalogue catalogue = Catalogue.standard();

  @Test
  void findsWhatAgentsAskFirst() throws IOException {
    Json asked =
        YamlTree.read(Files.readAllBytes(Repository.shared("cases/connectors/searches.yaml")));

    List<String> missed = new ArrayList<>();
    for (Json one : items(asked)) {
      Json.Obj said = (Json.Obj) one;
      boolean first = Json.of(true).equals(said.get("first"));
      List<String> right = List.of(Objects.requireNonNull(said.text("right")));
      check(Objects.requireNonNull(said.text("ask")), right, first ? 1 : SHOWN, missed);
    }

    assertThat(missed).isEmpty();
  }

  /** Of sixty questions that were taken from public pages before the ranking was written. */
  @Test
  void findsWhatOthersAskOfSuchTools() throws IOException {
    Json asked;
    try (InputStream in = CapabilitySearchTest.class.getResourceAsStream("questions.yaml")) {
      asked = YamlTree.read(Objects.requireNonNull(in).readAllBytes());
    }

    List<String> missed = new ArrayList<>();
    int questions = 0;
    for (Json source : items(asked)) {
      for (Json one : items(((Json.Obj) source).get("asks"))) {
        Json.Obj said = (Json.Obj) one;
        questions++;
        List<String> right =
            items(said.get("right")).stream().map(each -> ((Json.Str) each).value()).toList();
        check(Objects.requireNonNull(said.text("ask")), right, SHOWN, missed);
      }
    }

    assertThat(questions).isEqualTo(60);
    assertThat(missed).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void findsAServiceByTheNameOfAVendorAndAModelByItsTask() {
    for (String[] said :
        List.of(
            new String[] {"email", "mail."},
            new String[] {"outlook", "mail."},
            new String[] {"slack", "messaging."},
            new String[] {"summarise", "ai.chat."},
            new String[] {"summarize", "ai.chat."})) {
      assertThat(catalogue.search(said[0]).stream().limit(2).map(Capability::id))
          .as(said[0])
          .isNotEmpty()
          .allMatch(id -> id.startsWith(said[1]));
    }
  }

  @Test
  void findsPeopleByWhatTheyAreCalled() {
    assertThat(catalogue.search("find a user by email address").getFirst().id())
        .isEqualTo("messaging.person.get");
  }

  private void check(String ask, List<String> right, int shown, List<String> missed) {
    List<String> found = catalogue.search(ask).stream().limit(shown).map(Capability::id).toList();
    if (found.stream().noneMatch(right::contains)) {
      missed.add("%s: %s, not %s".formatted(ask, found, right));
    }
  }

  private static List<Json> items(@Nullable Json list) {
    return list instanceof Json.Arr(List<Json> items) ? items : List.of();
  }
}
