package io.auterity.relay.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.OfKind;
import io.auterity.spi.Ref;
import java.util.List;
import java.util.Map;
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

  sealed interface Piece {}

  record Named(Ref ref) implements Piece {}

  record Words(String text, @Nullable List<Piece> more) implements Piece {}

  record Held(
      @Nullable List<Ref> list,
      @Nullable Map<String, List<Ref>> map,
      Change<Ref> change,
      Change<Named> deep,
      @Nullable Piece piece) {

    static Held of(@Nullable List<Ref> list, @Nullable Map<String, List<Ref>> map) {
      return new Held(list, map, Change.keep(), Change.clear(), null);
    }
  }

  @Test
  void referencesCountWhereverTheyStand() {
    Ref ref = new Ref("b", "2");

    assertThat(providers(Held.of(null, null))).isEmpty();
    assertThat(providers(Held.of(List.of(Ref.of("1"), ref), null))).containsExactly("b");
    assertThat(providers(Held.of(null, Map.of("m", List.of(ref))))).containsExactly("b");
    assertThat(providers(new Held(null, null, Change.to(ref), Change.keep(), null)))
        .containsExactly("b");
    assertThat(providers(new Held(null, null, Change.keep(), Change.to(new Named(ref)), null)))
        .containsExactly("b");
    Piece inside = new Words("w", List.of(new Words("x", null), new Named(ref)));
    assertThat(providers(new Held(null, null, Change.keep(), Change.keep(), inside)))
        .containsExactly("b");
    assertThat(
            providers(
                new Held(List.of(new Ref("a", "1")), null, Change.to(ref), Change.keep(), inside)))
        .containsExactly("a", "b");
  }

  record Builds(List<Built> all, Map<String, Built> named, Change<Built> last, String title) {}

  @Test
  void whatAnotherKindHoldsIsKnownByItsIdWhereverItStands() {
    Built whole = new Built(new Ref("builds", "1"), new Ref("code", "2"));
    Built bare = new Built(new Ref("builds", "1"), Ref.of("2"));
    Builds all = new Builds(List.of(whole), Map.of("n", whole), Change.to(whole), "t");

    assertThat(providers(all)).containsExactly("builds");
    assertThat(RecordFields.of(all).withoutHolders(all))
        .isEqualTo(new Builds(List.of(bare), Map.of("n", bare), Change.to(bare), "t"));
  }

  @Test
  void whatHoldsNoReferenceToAnotherKindStaysTheSame() {
    Held held = Held.of(List.of(new Ref("a", "1")), null);

    assertThat(RecordFields.of(held).withoutHolders(held)).isSameAs(held);
  }

  private static Iterable<String> providers(Record value) {
    return RecordFields.of(value).providers(value);
  }
}
