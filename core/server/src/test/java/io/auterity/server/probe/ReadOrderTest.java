package io.auterity.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.SampleProvider;
import io.auterity.server.probe.ReadOrder.Read;
import io.auterity.server.probe.ReadOrder.Unread;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadOrderTest {

  private static final OperationSupport FULL = new OperationSupport(Support.FULL, false, null);
  private static final int MOST = 9;
  private static final Json.Obj REF = Json.EMPTY.with("id", Json.of("PROJ"));

  private final Catalogue catalogue = Catalogue.standard();

  private ReadOrder order(String... operations) {
    return order(Set.of(), operations);
  }

  private ReadOrder order(Set<String> withheld, String... operations) {
    return order("tracker", withheld, operations);
  }

  private ReadOrder order(String kind, Set<String> withheld, String... operations) {
    Map<String, OperationSupport> support = new TreeMap<>();
    for (String operation : operations) {
      support.put(operation, FULL);
    }
    ProviderInfo provider =
        SampleProvider.of("vendor", kind, "vendor").support(support).withheld(withheld).build();
    return new ReadOrder(provider, catalogue.all(), MOST);
  }

  @Test
  void whatNeedsNothingIsReadFirstAndItsFirstThingServesTheOthers() {
    ReadOrder order = order("issue.list", "project.list");

    Read first = Objects.requireNonNull(order.next());
    assertThat(first.capability().operation()).isEqualTo("project.list");
    assertThat(first.input()).isEqualTo(Json.EMPTY.with("limit", Json.of(1)));
    order.answered(
        first.capability(),
        Json.EMPTY.with("items", Json.array(List.of(Json.EMPTY.with("ref", REF)))));

    Read second = Objects.requireNonNull(order.next());
    assertThat(second.capability().operation()).isEqualTo("issue.list");
    assertThat(second.input().get("project")).isEqualTo(REF);
    assertThat(order.next()).isNull();
  }

  @Test
  void whatNothingWasFoundForIsNotCalled() {
    ReadOrder order = order("project.list", "issue.get");

    Read first = Objects.requireNonNull(order.next());
    order.answered(first.capability(), Json.EMPTY.with("items", Json.array(List.of())));

    assertThat(order.next()).isNull();
    Unread unread = order.unread(false).getFirst();
    assertThat(unread.operations()).containsExactly("issue.get");
    assertThat(unread.why()).contains("no read before them has found");
    assertThat(order.unread(false)).hasSize(1);
  }

  /** A person is got by reference or by address, so that its schema requires neither. */
  @Test
  void aThingIsGotOnceOneWasFound() {
    ReadOrder order = order("messaging", Set.of(), "person.get", "person.list");

    Read first = Objects.requireNonNull(order.next());
    assertThat(first.capability().operation()).isEqualTo("person.list");
    order.answered(
        first.capability(),
        Json.EMPTY.with("items", Json.array(List.of(Json.EMPTY.with("ref", REF)))));
    assertThat(Objects.requireNonNull(order.next()).input())
        .isEqualTo(Json.EMPTY.with("person", REF));

    ReadOrder without = order("messaging", Set.of(), "person.get");
    assertThat(without.next()).isNull();
    assertThat(without.unread(false).getFirst().operations()).containsExactly("person.get");
  }

  @Test
  void whatWouldBeOneTooManyIsToldApartFromWhatNothingWasFoundFor() {
    ReadOrder order =
        order(
            "git",
            Set.of(),
            catalogue.all().stream()
                .filter(each -> each.kind().equals("git"))
                .map(Capability::operation)
                .toArray(String[]::new));

    List<Capability> called = calledWithEverythingFound(order);

    assertThat(called).hasSize(MOST);
    Unread further = order.unread(false).getFirst();
    assertThat(further.why()).contains("9 reads at most");
    assertThat(further.operations()).isNotEmpty();
    assertThat(called.stream().map(Capability::resource))
        .as("none twice while one of another resource waits")
        .containsAll(further.operations().stream().map(ReadOrderTest::resource).toList());
  }

  @Test
  void beforeSomebodyHasAgreedNoReadIsToldToLackAThing() {
    ReadOrder order = order("project.list", "issue.get");

    Unread unread = order.unread(true).getFirst();

    assertThat(order.unread(true)).hasSize(1);
    assertThat(unread.operations()).containsExactlyInAnyOrder("project.list", "issue.get");
    assertThat(unread.why()).contains("agrees");
  }

  private static List<Capability> calledWithEverythingFound(ReadOrder order) {
    List<Capability> called = new ArrayList<>();
    for (Read read = order.next(); read != null; read = order.next()) {
      called.add(read.capability());
      order.answered(read.capability(), Json.EMPTY.with("ref", REF));
    }
    return called;
  }

  private static String resource(String operation) {
    return operation.substring(0, operation.indexOf('.'));
  }

  @Test
  void aWriteIsNeverCalledAndNothingThatNobodyHasVerified() {
    ReadOrder order = order(Set.of("project.list"), "project.list", "project.create");

    assertThat(order.next()).isNull();
    assertThat(order.writes()).containsExactly("project.create");
  }
}
