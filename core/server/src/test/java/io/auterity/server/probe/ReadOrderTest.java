package io.auterity.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.provider.ProviderInfo;
import io.auterity.server.probe.ReadOrder.Read;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReadOrderTest {

  private static final OperationSupport FULL = new OperationSupport(Support.FULL, false, null);
  private static final Json.Obj REF = Json.EMPTY.with("id", Json.of("PROJ"));

  private final Catalogue catalogue = Catalogue.standard(new Binder());

  private ReadOrder order(String... operations) {
    return order(Set.of(), operations);
  }

  private ReadOrder order(Set<String> withheld, String... operations) {
    Map<String, OperationSupport> support = new TreeMap<>();
    for (String operation : operations) {
      support.put(operation, FULL);
    }
    ProviderInfo provider =
        ProviderInfo.builder("jira", "tracker", "jira").support(support).withheld(withheld).build();
    return new ReadOrder(provider, catalogue.all());
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
    assertThat(order.uncalled()).containsExactly("issue.get");
  }

  @Test
  void aWriteIsNeverCalledAndNothingThatNobodyHasVerified() {
    ReadOrder order = order(Set.of("project.list"), "project.list", "project.create");

    assertThat(order.next()).isNull();
    assertThat(order.writes()).containsExactly("project.create");
  }
}
