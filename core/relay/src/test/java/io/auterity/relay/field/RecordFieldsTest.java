package io.auterity.relay.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordFieldsTest {

  private record Move(Ref issue, @Nullable Ref to, String title) {}

  @Test
  void onlyReferencesWithAProviderNameOne() {
    assertThat(providers(new Move(Ref.of("1"), null, "t"))).isEmpty();
    assertThat(providers(new Move(Ref.of("1"), new Ref("b", "2"), "t"))).containsExactly("b");
    assertThat(providers(new Move(new Ref("b", "1"), new Ref("b", "2"), "t"))).containsExactly("b");
    assertThat(providers(new Move(new Ref("b", "1"), new Ref("a", "2"), "t")))
        .containsExactly("a", "b");
  }

  record Built(Ref pipeline, @OfKind("git") @Nullable Ref repository) {}

  @Test
  void whatAnotherKindHoldsNamesNoProviderAndIsKnownByItsId() {
    Built whole = new Built(new Ref("builds", "1"), new Ref("code", "2"));

    assertThat(providers(whole)).containsExactly("builds");
    assertThat(RecordFields.of(whole).withoutHolders(whole))
        .isEqualTo(new Built(new Ref("builds", "1"), Ref.of("2")));
    Built none = new Built(new Ref("builds", "1"), null);
    assertThat(RecordFields.of(none).withoutHolders(none)).isEqualTo(none);
  }

  private static Iterable<String> providers(Record value) {
    return RecordFields.of(value).providers(value);
  }
}
