package io.auterity.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.ledger.LimitScope.AllOf;
import io.auterity.ledger.LimitScope.Caller;
import io.auterity.ledger.LimitScope.OfKey;
import io.auterity.ledger.LimitScope.OfLabel;
import io.auterity.ledger.LimitScope.OfModel;
import io.auterity.ledger.LimitScope.OfOwner;
import io.auterity.ledger.LimitScope.WholeTenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ScopeIndexTest {

  @Provide
  Arbitrary<LimitScope> scopes() {
    Arbitrary<LimitScope> single =
        Arbitraries.oneOf(
            Arbitraries.create(WholeTenant::new),
            keys().map(OfKey::new),
            owners().map(OfOwner::new),
            Combinators.combine(names(), names()).as(OfLabel::new),
            names().map(OfModel::new));
    return Arbitraries.oneOf(single, single.list().ofMinSize(2).ofMaxSize(3).map(AllOf::new));
  }

  @Provide
  Arbitrary<Caller> callers() {
    return Combinators.combine(
            keys(), owners().list().ofMaxSize(3), Arbitraries.maps(names(), names()).ofMaxSize(3))
        .as((key, owners, labels) -> new Caller(key, owners, Map.copyOf(labels)));
  }

  private static Arbitrary<UUID> keys() {
    return Arbitraries.longs().between(1, 3).map(id -> new UUID(0, id));
  }

  private static Arbitrary<String> owners() {
    return Arbitraries.of("team/a", "team/b", "user/a");
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("a", "b");
  }

  @Property(tries = 500)
  void findsWhatCoversACallerInItsOrder(
      @ForAll("scopes") LimitScope first,
      @ForAll("scopes") LimitScope second,
      @ForAll("scopes") LimitScope third,
      @ForAll("callers") Caller caller) {
    List<LimitScope> all = List.of(first, second, third);

    assertThat(ScopeIndex.of(all, Function.identity()).covering(caller))
        .isEqualTo(all.stream().filter(scope -> scope.covers(caller)).toList());
  }
}
