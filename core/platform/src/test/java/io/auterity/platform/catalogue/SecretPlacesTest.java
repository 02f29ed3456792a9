package io.auterity.platform.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.auterity.spi.Call;
import io.auterity.spi.Change;
import io.auterity.spi.Done;
import io.auterity.spi.Effect;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.VaultSecret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretPlacesTest {

  /** An input with a secret of its own. */
  public record Flat(String name, VaultSecret value) {}

  /** An input with any number of them. */
  public record ByName(String name, Map<String, VaultSecret> values) {}

  /** One with a secret in a record of its own. */
  public record InARecord(Flat inner) {}

  /** One with several. */
  public record InAList(List<VaultSecret> values) {}

  /** One with several by name. */
  public record InAMap(Map<String, Flat> values) {}

  /** One with several of some form. */
  public record InAWildcard(List<? extends VaultSecret> values) {}

  /** One with several in an array. */
  @SuppressWarnings("ArrayRecordComponent")
  public record InAnArray(Flat[] values) {}

  /** One with several in an array of a generic type. */
  @SuppressWarnings("ArrayRecordComponent")
  public record InAGenericArray(List<VaultSecret>[] values) {}

  /** One that may clear it. */
  public record InAChange(Change<VaultSecret> value) {}

  /** One whose answer holds it. */
  public record Plain(String name) {}

  @Kind("flat")
  interface FlatKind {
    @Operation(resource = "a", verb = "put", summary = "s", effect = Effect.IDEMPOTENT)
    default Done put(Flat input, Call call) {
      throw call.unsupported();
    }
  }

  @Test
  void asAComponentOfTheInputItIsFilled() {
    Capability put = Catalogue.of(new Binder(), List.of(FlatKind.class)).get("flat.a.put");

    assertThat(put.namesSecrets()).isTrue();
    assertThat(SecretPlaces.named(InARecord.class)).isFalse();
  }

  @Test
  void severalByNameAreFilledToo() {
    SecretPlaces.check(ByName.class, Done.class);

    assertThat(SecretPlaces.named(ByName.class)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        InARecord.class,
        InAList.class,
        InAMap.class,
        InAChange.class,
        InAWildcard.class,
        InAnArray.class,
        InAGenericArray.class
      })
  void anywhereDeeperItIsRefusedWhenTheKindIsLoaded(Class<? extends Record> input) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretPlaces.check(input, Done.class))
        .withMessageContaining("value")
        .withMessageContaining("make it a component of the operation's input itself");
  }

  @Test
  void anOutputHoldsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretPlaces.check(Plain.class, Flat.class))
        .withMessageContaining("the output");
  }
}
