package io.auterity.provider.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartOrderTest {

  @Test
  void startsAPluginAfterThoseItNeeds() {
    StartOrder order =
        StartOrder.of(Map.of("a", List.of("c"), "b", List.of("a"), "c", List.of()), List.of());

    assertThat(order.ids()).containsExactly("c", "a", "b");
    assertThat(order.refused()).isEmpty();
  }

  @Test
  void takesARunningPluginForGiven() {
    assertThat(StartOrder.of(Map.of("a", List.of("base")), List.of("base")).ids())
        .containsExactly("a");
  }

  @Test
  void reportsAnAbsentNeedAndWhoDependsOnIt() {
    StartOrder order =
        StartOrder.of(Map.of("a", List.of("ghost"), "b", List.of("a"), "c", List.of()), List.of());

    assertThat(order.ids()).containsExactly("c");
    assertThat(order.refused())
        .containsEntry("a", "it needs the plugin 'ghost', which is not installed")
        .containsEntry(
            "b",
            "it needs the plugin 'a', which cannot start: it needs the plugin 'ghost', which is not"
                + " installed");
  }

  @Test
  void reportsACycleWithItsPath() {
    StartOrder order =
        StartOrder.of(Map.of("a", List.of("b"), "b", List.of("c"), "c", List.of("a")), List.of());

    assertThat(order.ids()).isEmpty();
    assertThat(order.refused().get("c")).isEqualTo("it needs itself: a -> b -> c -> a");
    assertThat(order.refused()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void reportsAPluginThatNeedsItself() {
    assertThat(StartOrder.of(Map.of("a", List.of("a")), List.of()).refused())
        .containsEntry("a", "it needs itself: a -> a");
  }
}
